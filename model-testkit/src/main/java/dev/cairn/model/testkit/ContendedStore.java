package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.EventStore;
import dev.cairn.WrongVersionException;
import dev.cairn.testkit.ForwardingStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A store in which another writer sneaks in between a reader's look and its append, as often as a
 * test says. Everything else is the store behind it. Thread-safe.
 */
public final class ContendedStore extends ForwardingStore {

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
    super(store);
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
      return store().append(append);
    } catch (WrongVersionException e) {
      conflicts.incrementAndGet();
      throw e;
    }
  }

  @Override
  public CompletableFuture<AppendResult> appendAsync(Append append) {
    intrude();
    return store()
        .appendAsync(append)
        .whenComplete((_, failure) -> {
          if (failure instanceof WrongVersionException) {
            conflicts.incrementAndGet();
          }
        });
  }

  private void intrude() {
    if (intrusionsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      intruder.accept(store());
    }
  }
}
