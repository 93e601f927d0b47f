package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Limits;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A store in which another writer sneaks in between a reader's look and its append, as often as a
 * test says. Everything else is the store behind it. Thread-safe.
 */
public final class ContendedStore implements EventStore {

  private final EventStore store;
  private final Consumer<EventStore> intruder;
  private final AtomicInteger intrusionsLeft;
  private final AtomicInteger conflicts = new AtomicInteger();

  /**
   * Lets a writer intrude.
   *
   * @param store the store behind it
   * @param times how many appends the intruder precedes, the next ones
   * @param intruder what it does, to the store behind
   */
  public ContendedStore(EventStore store, int times, Consumer<EventStore> intruder) {
    this.store = store;
    this.intruder = intruder;
    this.intrusionsLeft = new AtomicInteger(times);
  }

  /** How many appends were refused because a stream was not at the version they expected. */
  public int conflicts() {
    return conflicts.get();
  }

  @Override
  public AppendResult append(Append append) {
    intrude();
    try {
      return store.append(append);
    } catch (WrongVersionException e) {
      conflicts.incrementAndGet();
      throw e;
    }
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    intrude();
    return store
        .appendAsync(append)
        .whenComplete((_, failure) -> {
          if (failure instanceof WrongVersionException) {
            conflicts.incrementAndGet();
          }
        });
  }

  private void intrude() {
    if (intrusionsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      intruder.accept(store);
    }
  }

  @Override
  public StoreId id() {
    return store.id();
  }

  @Override
  public Limits limits() {
    return store.limits();
  }

  @Override
  public boolean exactQueries() {
    return store.exactQueries();
  }

  @Override
  public Position head() {
    return store.head();
  }

  @Override
  public Cursor<RecordedEvent> read(ReadRequest request) {
    return store.read(request);
  }

  @Override
  public Subscription subscribe(Filter filter, Position after) {
    return store.subscribe(filter, after);
  }

  @Override
  public Version version(StreamId stream) {
    return store.version(stream);
  }

  @Override
  public Cursor<RecordedEvent> find(UUID id) {
    return store.find(id);
  }

  @Override
  public Cursor<StreamInfo> streams() {
    return store.streams();
  }

  @Override
  public Optional<AppendResult> find(RequestKey request) {
    return store.find(request);
  }

  @Override
  public void close() {
    store.close();
  }
}
