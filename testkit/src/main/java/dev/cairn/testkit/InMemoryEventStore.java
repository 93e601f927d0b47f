package dev.cairn.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.Cursor;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Limits;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.WrongStoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An event store in memory that keeps the whole contract but durability: for tests of what is built
 * on a store, and the model that durable stores are compared with. Positions are 1, 2, 3, …;
 * queries are exact; {@link #appendAsync} is done when it returns.
 *
 * <p>Every call takes one lock. Reads look at all events, so it is meant for thousands of them, not
 * for millions.
 */
public final class InMemoryEventStore implements EventStore {

  private final InstantSource time;
  private final Limits limits;
  private final StoreId id = new StoreId(EventIds.random());
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final MemoryLog log = new MemoryLog();
  private volatile boolean closed;

  /** An empty store on the system's clock with the usual limits. */
  public InMemoryEventStore() {
    this(InstantSource.system());
  }

  /** An empty store on that clock with the usual limits. */
  public InMemoryEventStore(InstantSource time) {
    this(time, Limits.DEFAULT);
  }

  /** An empty store on that clock with those limits. */
  public InMemoryEventStore(InstantSource time, Limits limits) {
    this.time = time;
    this.limits = limits;
  }

  @Override
  public StoreId id() {
    return id;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public boolean exactQueries() {
    return true;
  }

  @Override
  public AppendResult append(Append append) {
    limits.check(append);
    return whileOpen(() -> {
      AppendResult result = log.append(append, time.instant());
      changed.signalAll();
      return result;
    });
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    try {
      return CompletableFuture.completedFuture(append(append));
    } catch (CairnException | IllegalArgumentException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public Position head() {
    return whileOpen(log::head);
  }

  @Override
  public Version version(StreamId stream) {
    return whileOpen(() -> log.version(stream));
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return cursor(() -> log.read(request));
  }

  @Override
  public Cursor<RecordedEvent> find(UUID eventId) {
    return cursor(() -> log.find(eventId));
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return cursor(log::streams);
  }

  private <T> Cursor<T> cursor(Supplier<List<T>> results) {
    return new ListCursor<>(whileOpen(results), () -> closed);
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return whileOpen(() -> log.find(request));
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    Position head = head();
    if (after.isAfter(head)) {
      throw new WrongStoreException(
          "a subscription behind position " + after, "its last event is at position " + head);
    }
    return new MemorySubscription(this, filter, after);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T whileOpen(Supplier<T> action) {
    lock.lock();
    try {
      requireOpen();
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void requireOpen() {
    if (closed) {
      throw new StoreClosedException("the store");
    }
  }

  /** Guards all that is committed; subscriptions wait under it. */
  ReentrantLock lock() {
    return lock;
  }

  /** Signalled after every append and every close, also of a subscription. */
  Condition changed() {
    return changed;
  }

  /** To be used under {@link #lock}. */
  MemoryLog log() {
    return log;
  }
}
