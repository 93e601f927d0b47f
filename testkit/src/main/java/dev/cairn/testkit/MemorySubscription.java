package dev.cairn.testkit;

import dev.cairn.EventBatch;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Follows an {@link InMemoryEventStore} from under its lock. */
final class MemorySubscription implements Subscription {

  private final InMemoryEventStore store;
  private final Filter filter;
  private volatile Position position;
  private boolean closed;

  MemorySubscription(InMemoryEventStore store, Filter filter, Position after) {
    this.store = store;
    this.filter = filter;
    this.position = after;
  }

  @Override
  public EventBatch next(int most, Duration wait) throws InterruptedException {
    if (most < 1) {
      throw new IllegalArgumentException("a batch has room for 1 event or more, not " + most);
    }
    store.lock().lockInterruptibly();
    try {
      long left = nanos(wait);
      while (true) {
        requireOpen();
        EventBatch batch = advance(most);
        if (!batch.events().isEmpty() || left <= 0) {
          return batch;
        }
        left = store.changed().awaitNanos(left);
      }
    } finally {
      store.lock().unlock();
    }
  }

  private static long nanos(Duration wait) {
    return wait.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? wait.toNanos() : Long.MAX_VALUE;
  }

  private EventBatch advance(int most) {
    List<RecordedEvent> events = new ArrayList<>();
    for (RecordedEvent event : store.log().after(position)) {
      if (events.size() == most) {
        break;
      }
      if (filter.matches(event)) {
        events.add(event);
      }
      position = event.position();
    }
    return new EventBatch(events, position);
  }

  private void requireOpen() {
    store.requireOpen();
    if (closed) {
      throw new StoreClosedException("the subscription");
    }
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public void close() {
    store.lock().lock();
    try {
      closed = true;
      store.changed().signalAll();
    } finally {
      store.lock().unlock();
    }
  }
}
