package dev.cairn.bench.flow;

import dev.cairn.Position;
import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.LaneHandler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** A bus that is looked at: how many messages it has confirmed. Thread-safe. */
final class CountedBus implements Bus {

  private final Bus bus;
  private final long enough;
  private final LongAdder confirmed = new LongAdder();
  private final CountDownLatch reached = new CountDownLatch(1);

  /**
   * Looks at a bus, and closes it.
   *
   * @param enough how many messages {@link #await} waits for
   */
  CountedBus(Bus bus, long enough) {
    this.bus = bus;
    this.enough = enough;
  }

  long confirmed() {
    return confirmed.sum();
  }

  /** Whether it has confirmed enough before the time was over. */
  boolean await(Duration wait) throws InterruptedException {
    return reached.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public String description() {
    return bus.description();
  }

  @Override
  public BusLane open(Lane lane) throws Exception {
    return new CountedLane(bus.open(lane));
  }

  @Override
  public void close() {
    bus.close();
  }

  private void add(int more) {
    confirmed.add(more);
    if (confirmed.sum() >= enough) {
      reached.countDown();
    }
  }

  private final class CountedLane implements BusLane {

    private final BusLane lane;

    CountedLane(BusLane lane) {
      this.lane = lane;
    }

    @Override
    public Optional<Position> last() throws Exception {
      return lane.last();
    }

    @Override
    public void send(List<BusMessage> messages, LaneHandler.Handled handled) throws Exception {
      int[] told = {0};
      LaneHandler.Handled both =
          count -> {
            add(count - told[0]);
            told[0] = count;
            handled.upTo(count);
          };
      lane.send(messages, both);
      both.upTo(messages.size());
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
