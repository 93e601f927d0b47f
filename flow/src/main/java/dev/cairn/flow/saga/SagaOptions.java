package dev.cairn.flow.saga;

import java.time.InstantSource;

/**
 * How a {@link SagaRunner} runs.
 *
 * @param deadlinesMax most deadlines that it keeps in memory; where more are pending, it reads its
 *     own events again when those have come
 * @param time what deadlines are compared with
 */
public record SagaOptions(int deadlinesMax, InstantSource time) {

  /** 100,000 deadlines in memory, on the system's clock. */
  public static final SagaOptions DEFAULT = new SagaOptions(100_000, InstantSource.system());

  /** Checks the limit. */
  public SagaOptions {
    if (deadlinesMax < 1) {
      throw new IllegalArgumentException(
          "at least 1 deadline is kept in memory, not " + deadlinesMax);
    }
  }

  /** The same with at most that many deadlines in memory. */
  public SagaOptions withDeadlinesMax(int most) {
    return new SagaOptions(most, time);
  }

  /** The same on another clock. */
  public SagaOptions withTime(InstantSource source) {
    return new SagaOptions(deadlinesMax, source);
  }
}
