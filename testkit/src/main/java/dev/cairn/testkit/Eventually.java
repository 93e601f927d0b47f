package dev.cairn.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Waits for what another thread or process brings about, for at most {@link #WAIT_MAX}, so that a
 * test never sleeps for a guessed time.
 */
public final class Eventually {

  /** The longest wait for a condition. */
  public static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

  private Eventually() {}

  /**
   * Returns once the condition holds.
   *
   * @param what what is waited for, as it shall appear in the failure: "the follower is at 12"
   * @throws AssertionError if it did not come to hold in time
   */
  public static void holds(String what, Callable<Boolean> condition) {
    value(what, condition, held -> held);
  }

  /**
   * Returns the first value that is accepted.
   *
   * @param what what is waited for, as it shall appear in the failure
   * @throws AssertionError naming the last value, or caused by the last error, if none was accepted
   *     in time
   */
  public static <T> T value(String what, Callable<T> source, Predicate<? super T> accepted) {
    return value(what, source, accepted, WAIT_MAX);
  }

  static <T> T value(
      String what, Callable<T> source, Predicate<? super T> accepted, Duration waitMax) {
    long end = System.nanoTime() + waitMax.toNanos();
    while (true) {
      AssertionError failure;
      try {
        T value = source.call();
        if (accepted.test(value)) {
          return value;
        }
        failure =
            new AssertionError("waited %s for: %s; last seen: %s".formatted(waitMax, what, value));
      } catch (Exception | AssertionError e) {
        failure =
            new AssertionError("waited %s for: %s; last error: %s".formatted(waitMax, what, e), e);
      }
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        throw failure;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
