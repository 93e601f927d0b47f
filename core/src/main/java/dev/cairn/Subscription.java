package dev.cairn;

import java.time.Duration;

/**
 * Follows the log: first what is there, then what is appended, without a gap or a duplicate. It is
 * pulled by its reader, so a slow one costs nobody else and needs no buffer. Used by one thread at
 * a time, except {@link #close}, which any thread may call and which ends a wait.
 */
public interface Subscription extends AutoCloseable {

  /**
   * Waits until there is something behind {@link #position}, then returns the next events.
   *
   * @param most most events returned; at least 1
   * @param wait how long to wait for a first one; the batch is empty when none came
   * @throws InterruptedException if the thread was interrupted; nothing is lost, call again
   * @throws StoreClosedException if the subscription or its store is closed
   */
  EventBatch next(int most, Duration wait) throws InterruptedException;

  /** Everything up to and including this position has been delivered. */
  Position position();

  @Override
  void close();
}
