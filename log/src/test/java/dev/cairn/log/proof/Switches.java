package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.EventBatch;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions that begin a little behind the head while a writer appends, catch up, follow live
 * for a few events, end, and begin again where they ended: each event comes once, in order.
 */
final class Switches {

  private static final StreamId STREAM = StreamId.of("switched-1");
  private static final int LIVE_EVENTS = 3;
  private static final long BEHIND_MAX = 12;

  private final int count;
  private final LogStore store =
      LogStore.open(Program.FOLDER, Program.options(new MemoryDisk()).withSegmentBytes(64 << 10));
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Switches(int count) {
    this.count = count;
  }

  /** Runs all of them; returns how many events came. */
  long run() throws InterruptedException {
    Thread writer = Thread.ofPlatform().start(this::write);
    try (store) {
      long came = follow();
      done.set(true);
      writer.join();
      Throwable found = failure.get();
      if (found != null) {
        throw new AssertionError(found);
      }
      return came;
    }
  }

  private void write() {
    try {
      NewEvent event = NewEvent.of("Happened", "{}");
      while (!done.get()) {
        store.append(
            Append.to(STREAM, ExpectedVersion.any(), event.withId(java.util.UUID.randomUUID())));
        if (store.head().sequence() % 16 == 0) {
          Thread.sleep(1); // So that the reader catches up.
        }
      }
    } catch (RuntimeException | InterruptedException e) {
      failure.set(e);
    }
  }

  private long follow() throws InterruptedException {
    SeededRandom random = new SeededRandom(count);
    long came = 0;
    for (int i = 0; i < count; i++) {
      long head = store.head().sequence();
      long from = Math.max(0, head - random.nextLong(BEHIND_MAX));
      boolean all = random.nextBoolean();
      Filter filter = all ? Filter.everything() : Filter.stream(STREAM);
      try (Subscription subscription = store.subscribe(filter, Position.of(from))) {
        came += follow(subscription, from, head + LIVE_EVENTS, 1 + random.nextInt(8));
      }
    }
    return came;
  }

  private long follow(Subscription subscription, long from, long until, int most)
      throws InterruptedException {
    long last = from;
    while (last < until && failure.get() == null) {
      EventBatch batch = subscription.next(most, Duration.ofSeconds(10));
      for (var event : batch.events()) {
        long position = event.position().sequence();
        if (position != last + 1) {
          throw new AssertionError("event %d came behind event %d".formatted(position, last));
        }
        last = position;
      }
      if (subscription.position().sequence() != last) {
        throw new AssertionError(
            "it stands at %s, the last event was %d".formatted(subscription.position(), last));
      }
    }
    return last - from;
  }
}
