package dev.cairn.bench;

import java.time.Duration;

/**
 * Shares out the time of a run among its rows, so that a slow machine measures each of them for a
 * shorter time rather than the last ones not at all. What a row takes beyond its share, to set up
 * and to clean up, is expected of those behind it too. Used by one thread.
 */
final class Shares {

  /** How much the newest row counts in what is expected of the next. */
  private static final double NEWEST = 0.5;

  private final Duration budget;
  private int left;
  private double overrun = 1;

  /** Shares out a budget. */
  Shares(Duration budget, int shares) {
    this.budget = budget;
    this.left = shares;
  }

  /** How long a row of one share should be measured next; never negative. */
  Duration next(Duration elapsed) {
    double nanos = (double) budget.minus(elapsed).toNanos() / Math.max(left, 1);
    return Duration.ofNanos((long) Math.max(0, nanos / overrun));
  }

  /**
   * Tells what became of some rows.
   *
   * @param shares how many they had
   * @param measured how long they were measured; zero where there is nothing to learn from them
   * @param all how long they took
   */
  void taken(int shares, Duration measured, Duration all) {
    left -= shares;
    if (measured.isPositive()) {
      double found = (double) all.toNanos() / measured.toNanos();
      overrun = Math.max(1, NEWEST * found + (1 - NEWEST) * overrun);
    }
  }
}
