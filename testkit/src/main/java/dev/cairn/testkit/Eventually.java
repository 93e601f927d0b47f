package dev.cairn.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what another thread or process brings about, for at most {@link #WAIT_MAX}, so that a
 * test never sleeps for a guessed time. An interrupt ends the wait as a failure and is kept.
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
      String last;
      @Nullable Throwable cause = null;
      try {
        T value = source.call();
        if (accepted.test(value)) {
          return value;
        }
        last = "last seen: " + value;
      } catch (Exception | AssertionError e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        last = "last error: " + e;
        cause = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError(
            "interrupted while waiting for: %s; %s".formatted(what, last), cause);
      }
      if (System.nanoTime() - end >= 0) {
        throw new AssertionError("waited %s for: %s; %s".formatted(waitMax, what, last), cause);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
