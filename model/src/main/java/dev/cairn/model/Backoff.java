package dev.cairn.model;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** How long a command waits after a conflict before it is decided again. Thread-safe. */
@FunctionalInterface
public interface Backoff {

  /** Lets the calling thread wait. */
  @FunctionalInterface
  interface Sleep {

    /** Waits that long. */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Waits.
   *
   * @param conflicts how many conflicts the command has met, from 1
   * @throws InterruptedException if the thread was interrupted; the command goes on without waiting
   */
  void await(int conflicts) throws InterruptedException;

  /** No wait at all. */
  static Backoff none() {
    return conflicts -> {};
  }

  /**
   * A random time between zero and a bound that doubles with each conflict ("full jitter"), so that
   * writers who met each other do not meet again.
   *
   * @param first the bound after the first conflict
   * @param longest the bound never exceeds this
   */
  static Backoff jittered(Duration first, Duration longest) {
    return jittered(first, longest, () -> ThreadLocalRandom.current().nextDouble(), Thread::sleep);
  }

  /**
   * Like {@link #jittered(Duration, Duration)} with the given chance and sleep, for tests that do
   * not wait.
   *
   * @param chance numbers from 0 to 1
   */
  static Backoff jittered(Duration first, Duration longest, DoubleSupplier chance, Sleep sleep) {
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "a back-off grows from 0 or more: first %s, longest %s".formatted(first, longest));
    }
    return conflicts -> {
      double grown = Math.scalb((double) first.toNanos(), conflicts - 1);
      double bound = Math.min(grown, (double) longest.toNanos());
      sleep.sleep(Duration.ofNanos((long) (bound * chance.getAsDouble())));
    };
  }
}
