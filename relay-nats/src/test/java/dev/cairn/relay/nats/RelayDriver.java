package dev.cairn.relay.nats;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in for the relay: sends what lies behind the last position of the bus in batches, and
 * after a failure asks the bus again. Thread-safe.
 */
final class RelayDriver {

  private static final int BATCH = 500;
  private static final long PAUSE = Duration.ofMillis(5).toNanos();
  private static final long TIME_MAX = Duration.ofSeconds(60).toNanos();

  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();

  /** Waits until there were so many confirmations, those of repeats too. */
  void awaitConfirmed(long count) {
    long end = System.nanoTime() + TIME_MAX;
    while (confirmed.get() < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("confirmed in time: %s of %d".formatted(confirmed, count));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** How many tries failed. */
  int failures() {
    return failures.get();
  }

  /** Sends all messages into a lane and closes it. */
  void run(BusLane lane, List<BusMessage> messages) {
    long end = System.nanoTime() + TIME_MAX;
    try (lane) {
      while (!isDone(lane, messages)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not done in time");
        }
      }
    }
  }

  private boolean isDone(BusLane lane, List<BusMessage> messages) {
    try {
      Position last = lane.last().orElseThrow();
      List<BusMessage> rest =
          messages.stream().filter(each -> each.position().isAfter(last)).toList();
      for (int from = 0; from < rest.size(); from += BATCH) {
        send(lane, rest.subList(from, Math.min(from + BATCH, rest.size())));
      }
      return true;
    } catch (Exception e) {
      if (!(e instanceof NatsUnavailableException)) {
        throw new AssertionError(e);
      }
      failures.incrementAndGet();
      LockSupport.parkNanos(PAUSE);
      return false;
    }
  }

  private void send(BusLane lane, List<BusMessage> batch) throws Exception {
    int[] told = {0};
    lane.send(
        batch,
        count -> {
          confirmed.addAndGet(count - told[0]);
          told[0] = count;
        });
  }
}
