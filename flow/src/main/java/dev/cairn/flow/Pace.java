package dev.cairn.flow;

import java.time.Duration;

/**
 * How often a run looks around.
 *
 * @param pollWait how long one wait for new events or orders lasts at most
 * @param saveEvery how often it keeps how far it is, at most
 * @param closeWait how long a stop waits for code that does not return
 */
record Pace(Duration pollWait, Duration saveEvery, Duration closeWait) {

  /** Checks that a wait is one. */
  static void requirePositive(Duration... waits) {
    for (Duration wait : waits) {
      if (!wait.isPositive()) {
        throw new IllegalArgumentException("a wait is longer than nothing, not " + wait);
      }
    }
  }
}
