package dev.cairn.flow;

import java.time.Duration;

/**
 * How often a run looks around.
 *
 * @param gather how long events gather before they are read, while they come one upon the other
 * @param pollWait how long one wait for new events or orders lasts at most
 * @param saveEvery how often it keeps how far it is, at most
 * @param closeWait how long a stop waits for code that does not return
 */
record Pace(Duration gather, Duration pollWait, Duration saveEvery, Duration closeWait) {

  /** Longest time for gathering. */
  static final Duration GATHER_MAX = Duration.ofSeconds(1);

  /** Checks that a time for gathering is none or one. */
  static void requireGather(Duration gather) {
    if (gather.isNegative() || gather.compareTo(GATHER_MAX) > 0) {
      throw new IllegalArgumentException(
          "events gather for 0 to %d ms, not %s".formatted(GATHER_MAX.toMillis(), gather));
    }
  }

  /** Checks that a wait is one. */
  static void requirePositive(Duration... waits) {
    for (Duration wait : waits) {
      if (!wait.isPositive()) {
        throw new IllegalArgumentException("a wait is longer than nothing, not " + wait);
      }
    }
  }
}
