package dev.cairn.log.internal;

import java.io.IOException;

/** When this store may write: always, or by turns with others. */
sealed interface Turns extends AutoCloseable permits SoleWriter, SharedTurns {

  /**
   * Called by whoever leads, before a group write: waits until this store may write and knows all
   * that others wrote. A turn that goes on is as good as a new one.
   *
   * @return whether others wrote since the turn before
   * @throws dev.cairn.StoreLockedException if somebody else held the store all the time; nothing
   *     else changed, and the next call may succeed
   * @throws IOException if anything else went wrong: nothing may be written any more
   */
  boolean begin() throws IOException;

  /**
   * Called by whoever leads, after a group write or one that did not come about.
   *
   * @param more whether appends wait, so that it may be worth going on
   */
  void end(boolean more) throws IOException;

  /** Begins the last turn, which ends when all is closed; false if others are at work. */
  boolean beginLast() throws IOException;

  /** Shows readers of this store what others wrote. */
  void look();

  /** How long a subscription waits at most before it looks again. */
  long pollNanos();

  /** Ends all looking: once this returned, no file is opened for a reader any more. */
  @Override
  void close();
}
