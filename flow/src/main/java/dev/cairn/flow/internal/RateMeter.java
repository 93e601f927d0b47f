package dev.cairn.flow.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * How many things happen per second of late: an average in which what happened a while ago weighs
 * exponentially less. Not thread-safe.
 */
public final class RateMeter {

  private static final double MEMORY_SECONDS = 5;

  private final Instant start;
  private Instant last;
  private double weighed;

  /** Begins to measure. */
  public RateMeter(Instant now) {
    this.start = now;
    this.last = now;
  }

  /** So many more happened. */
  public void add(int count, Instant now) {
    weighed = weighedAt(now) + count;
    last = now;
  }

  /** How many happened per second. */
  public double perSecond(Instant now) {
    // While it has measured for less than its memory, it can only tell of that time.
    double seconds = MEMORY_SECONDS * (1 - Math.exp(-seconds(start, now) / MEMORY_SECONDS));
    return seconds > 0 ? weighedAt(now) / seconds : 0;
  }

  private double weighedAt(Instant now) {
    return weighed * Math.exp(-seconds(last, now) / MEMORY_SECONDS);
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
  }
}
