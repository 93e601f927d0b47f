package dev.cairn.flow;

import java.time.Duration;
import java.util.function.Function;

/**
 * How often and when a processor tries an event again that its handler failed at before it parks
 * it; or a projector a batch, before it stops.
 *
 * @param attemptsMax tries before that, those not counted whose failure is {@link Kind#PASSING}; at
 *     least 1
 * @param first the longest pause before the second try; each further one is twice as long
 * @param longest the longest pause of all
 * @param kinds tells what a failure means
 */
public record RetryPolicy(
    int attemptsMax, Duration first, Duration longest, Function<Throwable, Kind> kinds) {

  /** What a failure means. */
  public enum Kind {
    /** It has nothing to do with the event: tried again for ever, and the lane waits. */
    PASSING,
    /** It may pass: tried again, but not for ever. */
    COUNTED,
    /** It will be the same each time: not tried again. */
    LASTING
  }

  /** Most tries. */
  public static final int ATTEMPTS_MAX = 1_000;

  /** Five tries, with pauses of up to 100 ms, then 200 ms and so on, at most a minute. */
  public static final RetryPolicy STANDARD =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMinutes(1), _ -> Kind.COUNTED);

  /** Checks the limits. */
  public RetryPolicy {
    if (attemptsMax < 1 || attemptsMax > ATTEMPTS_MAX) {
      throw new IllegalArgumentException(
          "1 to %d tries, not %d".formatted(ATTEMPTS_MAX, attemptsMax));
    }
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "pauses are longer than nothing, and the longest not shorter than the first: %s, %s"
              .formatted(first, longest));
    }
  }

  /** The same with that many tries. */
  public RetryPolicy withAttemptsMax(int most) {
    return new RetryPolicy(most, first, longest, kinds);
  }

  /** The same with those pauses. */
  public RetryPolicy withPauses(Duration newFirst, Duration newLongest) {
    return new RetryPolicy(attemptsMax, newFirst, newLongest, kinds);
  }

  /** The same, which judges failures so. */
  public RetryPolicy withKinds(Function<Throwable, Kind> judge) {
    return new RetryPolicy(attemptsMax, first, longest, judge);
  }

  /**
   * The pause after a failed try: at random from half of the longest one on to all of it, so that
   * many that failed together do not come back together.
   *
   * @param failed how many tries have failed, from 1
   * @param random from 0 to less than 1
   */
  Duration pause(int failed, double random) {
    double doublings = Math.min(failed - 1, Long.SIZE - 2);
    double most = Math.min(first.toNanos() * Math.pow(2, doublings), (double) longest.toNanos());
    return Duration.ofNanos((long) (most * (1 + random) / 2));
  }
}
