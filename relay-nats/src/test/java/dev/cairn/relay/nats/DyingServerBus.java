package dev.cairn.relay.nats;

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

  /** The subject of a stream whose duplicate window is the one of the lanes. */
  static final String PROBE = "probe";

  private final Bus bus;
  private final NatsServer server;
  private final Map<Integer, Moment> kills;
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();

  /**
   * A bus with its server.
   *
   * @param kills at which tries, counted from 1, and when
   */
  DyingServerBus(Bus bus, NatsServer server, Map<Integer, Moment> kills) {
    this.bus = bus;
    this.server = server;
    this.kills = kills;
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
            messages.getFirst().isReplay() ? kills.get(tries.incrementAndGet()) : null;
        switch (moment) {
          case null -> way.send(messages, confirmed);
          case BEFORE -> {
            server.kill();
            startAgain();
            way.send(messages, confirmed);
          }
          case MEANWHILE -> sendWhileItDies(way, messages, confirmed);
          case AFTER -> {
            way.send(messages, _ -> {});
            server.kill();
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
            server.kill();
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

  /** Comes back when the ids of what was sent before are forgotten. */
  private void startAgain() throws Exception {
    server.start();
    try (StoredMessages stored = StoredMessages.at(server)) {
      stored.awaitWindow(PROBE);
    }
    killed.incrementAndGet();
  }

  @Override
  public void close() {
    bus.close();
  }
}
