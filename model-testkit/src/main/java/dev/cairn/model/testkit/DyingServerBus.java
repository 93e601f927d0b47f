package dev.cairn.model.testkit;

import dev.cairn.Position;
import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.LaneHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bus whose server is killed and started again at chosen tries to send what an operator ordered.
 * Thread-safe.
 */
final class DyingServerBus implements Bus {

  /** When a server is killed. */
  enum Moment {
    /** Before anything is sent. */
    BEFORE,
    /** While it is sent. */
    MEANWHILE,
    /** When it is stored and nobody has been told. */
    AFTER
  }

  /** What is done to a server. */
  @FunctionalInterface
  interface Deed {

    /** Does it. */
    void happen() throws Exception;
  }

  /** At which tries, counted from 1, it is killed, and when. */
  static final Map<Integer, Moment> KILLS =
      Map.of(
          1, Moment.BEFORE,
          3, Moment.AFTER,
          5, Moment.MEANWHILE,
          7, Moment.AFTER,
          9, Moment.BEFORE,
          11, Moment.MEANWHILE);

  private final Bus bus;
  private final Deed kill;
  private final Deed start;
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();

  /** A bus, and how its server is killed and started again. */
  DyingServerBus(Bus bus, Deed kill, Deed start) {
    this.bus = bus;
    this.kill = kill;
    this.start = start;
  }

  /** How often the server was killed and started again. */
  int killed() {
    return killed.get();
  }

  @Override
  public String description() {
    return bus.description();
  }

  @Override
  public BusLane open(Lane lane) throws Exception {
    BusLane way = bus.open(lane);
    return new BusLane() {
      @Override
      public Optional<Position> last() throws Exception {
        return way.last();
      }

      @Override
      public void send(List<BusMessage> messages, LaneHandler.Handled confirmed) throws Exception {
        @Nullable Moment moment =
            messages.getFirst().isReplay() ? KILLS.get(tries.incrementAndGet()) : null;
        switch (moment) {
          case null -> way.send(messages, confirmed);
          case BEFORE -> {
            kill.happen();
            startAgain();
            way.send(messages, confirmed);
          }
          case MEANWHILE -> sendWhileItDies(way, messages, confirmed);
          case AFTER -> {
            way.send(messages, _ -> {});
            kill.happen();
            startAgain();
            throw new IOException("the answer was lost");
          }
        }
      }

      @Override
      public void close() {
        way.close();
      }
    };
  }

  private void sendWhileItDies(
      BusLane way, List<BusMessage> messages, LaneHandler.Handled confirmed) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> death =
          threads.submit(() -> {
            kill.happen();
            return null;
          });
      try {
        way.send(messages, confirmed);
      } finally {
        death.get();
        startAgain();
      }
    }
  }

  private void startAgain() throws Exception {
    start.happen();
    killed.incrementAndGet();
  }

  @Override
  public void close() {
    bus.close();
  }
}
