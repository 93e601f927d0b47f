package dev.cairn;

import java.util.concurrent.CompletableFuture;

/**
 * An append-only store of events. Acknowledged is durable; an append is atomic; positions strictly
 * increase in commit order; versions of a stream are 1, 2, 3, … Thread-safe; every call may block
 * and is meant for virtual threads.
 */
public interface EventStore extends EventReader {

  /** The limits that this store keeps. */
  Limits limits();

  /**
   * Whether {@link AppendCondition.FailIfEventsMatch} is exact. A store never misses a match; one
   * that is not exact may refuse an append that has none.
   */
  boolean exactQueries();

  /**
   * Records the events and returns when they are durable. An interrupt does not cut the wait short:
   * the answer is always known, and the thread's interrupt status is kept.
   *
   * @throws AppendRefusedException if a condition does not hold; nothing was written
   * @throws InvalidInputException if a limit is exceeded; nothing was written
   * @throws StoreFailedException if the disk failed; the events may be durable or not
   * @throws StoreException if the store is closed, full or overloaded; nothing was written
   */
  AppendResult append(Append append);

  /**
   * Like {@link #append} without waiting: the future completes when the events are durable, or with
   * one of the same exceptions. Appends that one thread hands over one after the other are recorded
   * in that order.
   */
  CompletableFuture<AppendResult> appendAsync(Append append);
}
