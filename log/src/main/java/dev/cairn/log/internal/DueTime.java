package dev.cairn.log.internal;

import java.time.Duration;

/** When something must be done at the latest, if anything. One thread sets it, any may ask. */
final class DueTime {

  /** There is nothing to be done. */
  static final long NEVER = Long.MAX_VALUE;

  private volatile long at;
  private volatile boolean there;

  /** It is due after that time from now, or never. */
  void set(boolean something, Duration after) {
    if (something) {
      at = System.nanoTime() + after.toNanos();
    }
    there = something;
  }

  /** How long until then, in nanoseconds; 0 or less if it is due; {@link #NEVER} if nothing is. */
  long inNanos() {
    return there ? at - System.nanoTime() : NEVER;
  }
}
