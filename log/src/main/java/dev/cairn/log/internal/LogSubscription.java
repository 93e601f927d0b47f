package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.Direction;
import dev.cairn.EventBatch;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreException;
import dev.cairn.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;

/** Follows a log by its head. */
final class LogSubscription implements Subscription {

  /**
   * Where news of the head come from.
   *
   * @param log the log
   * @param refresh looks for what other processes wrote
   * @param pollNanos how long to wait at most before looking again
   */
  record HeadSource(Log log, Runnable refresh, long pollNanos) {}

  /** A batch of large events ends early: what waits in memory is bounded in bytes too. */
  private static final int BATCH_BYTES = 16 << 20;

  private final Log log;
  private final Filter filter;
  private final HeadSource source;
  private final LineReader reader;
  private long position;
  private volatile boolean closed;

  LogSubscription(Log log, Filter filter, long after, HeadSource source) {
    this.log = log;
    this.filter = filter;
    this.source = source;
    this.reader = new LineReader(log);
    this.position = after;
  }

  @Override
  public EventBatch next(int most, Duration wait) throws InterruptedException {
    if (most < 1) {
      throw new IllegalArgumentException("a batch has room for 1 event or more, not " + most);
    }
    long start = System.nanoTime();
    long nanos = wait.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE / 4 : wait.toNanos();
    List<RecordedEvent> events = new ArrayList<>();
    while (true) {
      long wakes = log.wakes();
      check();
      source.refresh().run();
      take(most, events);
      long left = nanos - (System.nanoTime() - start);
      if (!events.isEmpty() || left <= 0) {
        return new EventBatch(events, position());
      }
      log.awaitBeyond(position, wakes, Math.min(left, source.pollNanos()));
    }
  }

  private void check() throws InterruptedException {
    if (closed) {
      throw new StoreClosedException("the subscription");
    }
    if (log.isClosed()) {
      throw new StoreClosedException("the store");
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private void take(int most, List<RecordedEvent> events) {
    Optional<CorruptStoreException> damage = log.damage();
    long head = log.head();
    if (position >= head) {
      damage.ifPresent(found -> {
        throw found;
      });
    }
    long bytes = 0;
    PrimitiveIterator.OfLong found = Positions.of(log, filter, position, head, Direction.FORWARDS);
    while (events.size() < most && bytes < BATCH_BYTES && !closed) {
      if (!found.hasNext()) {
        position = Math.max(position, head);
        return;
      }
      long next = found.nextLong();
      LogEvent event;
      try {
        event = reader.read(next);
      } catch (StoreException e) {
        if (events.isEmpty()) {
          throw e;
        }
        return; // What was read before is delivered; the next call meets the error.
      }
      if (filter.matches(event)) {
        events.add(event);
        bytes += event.size();
      }
      position = next;
    }
  }

  @Override
  public Position position() {
    return Position.of(position);
  }

  @Override
  public void close() {
    closed = true;
    log.wake();
  }
}
