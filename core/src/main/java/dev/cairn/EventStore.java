package dev.cairn;

import java.util.List;
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

  /**
   * Hands over an append that follows others whose answers may be outstanding. It takes effect only
   * if each of those does, whatever its own conditions say; so a decision may rest on events that
   * are not durable yet, and several such decisions become durable together. One that repeats an
   * earlier request has no effect in this sense, as its events are not new. An append without
   * events tells whether those that it follows took effect.
   *
   * <p>Appends are judged in the order they are handed over in, so what an append follows must have
   * been begun before. Every append that is begun must be awaited. A store that cannot record
   * several appends together may answer each before this returns, as this method does where it is
   * not overridden.
   *
   * @param after appends that {@link #begin} of this store gave
   * @throws InvalidInputException if a limit is exceeded; nothing was written
   * @throws IllegalArgumentException if one of the others is not of this store
   */
  default PendingAppend begin(Append append, List<PendingAppend> after) {
    return AnsweredAppend.by(this, append, after);
  }
}
