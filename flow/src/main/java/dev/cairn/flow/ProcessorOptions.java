package dev.cairn.flow;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a {@link Processor} runs.
 *
 * @param lanes how many events of different keys are handled at the same time, 1 to {@link
 *     Lane#COUNT_MAX}
 * @param batchEventsMax most events that a handler is given at once
 * @param inFlightMax most events that were read and are not handled, 1 to {@link #IN_FLIGHT_MAX}
 * @param gather how long events gather before more are read, while they come one upon the other,
 *     from nothing to a second: many share what a batch costs. The first one after a silence is
 *     read at once, and so are all that somebody waits for
 * @param retry how often and when an event is tried again
 * @param whenParked what becomes of the later events of a key while an earlier one is parked
 * @param checkpointEvery how often the checkpoint is saved at most; after a crash, what was handled
 *     since is handled once more
 * @param pollWait how long one wait for new events or orders lasts at most
 * @param closeWait how long {@link Processor#stop} waits for handlers that do not return
 * @param stalledAfter a processor that has work and has finished none for so long counts as stalled
 * @param time where pauses, lag and rate take the time from
 */
public record ProcessorOptions(
    int lanes,
    int batchEventsMax,
    int inFlightMax,
    Duration gather,
    RetryPolicy retry,
    WhenParked whenParked,
    Duration checkpointEvery,
    Duration pollWait,
    Duration closeWait,
    Duration stalledAfter,
    InstantSource time) {

  /** Most events in flight. */
  public static final int IN_FLIGHT_MAX = 100_000;

  /**
   * One lane, batches of 256, nothing gathers, {@link RetryPolicy#STANDARD}, {@link
   * WhenParked#HOLD}.
   */
  public static final ProcessorOptions DEFAULT =
      new ProcessorOptions(
          1,
          256,
          4_096,
          Duration.ZERO,
          RetryPolicy.STANDARD,
          WhenParked.HOLD,
          Duration.ofMillis(250),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          InstantSource.system());

  /** Checks the limits. */
  public ProcessorOptions {
    if (lanes < 1 || lanes > Lane.COUNT_MAX) {
      throw new IllegalArgumentException("1 to %d lanes, not %d".formatted(Lane.COUNT_MAX, lanes));
    }
    if (batchEventsMax < 1 || inFlightMax < batchEventsMax || inFlightMax > IN_FLIGHT_MAX) {
      throw new IllegalArgumentException(
          "a batch has 1 event to as many as are in flight, and these are %d at most, not %d and %d"
              .formatted(IN_FLIGHT_MAX, batchEventsMax, inFlightMax));
    }
    Pace.requireGather(gather);
    Pace.requirePositive(checkpointEvery, pollWait, closeWait, stalledAfter);
  }

  Pace pace() {
    return new Pace(gather, pollWait, checkpointEvery, closeWait);
  }

  /** The same with that many lanes. */
  public ProcessorOptions withLanes(int count) {
    return new ProcessorOptions(
        count,
        batchEventsMax,
        inFlightMax,
        gather,
        retry,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        time);
  }

  /** The same with batches of at most that many events, and at most that many in flight. */
  public ProcessorOptions withEventsMax(int batch, int inFlight) {
    return new ProcessorOptions(
        lanes,
        batch,
        inFlight,
        gather,
        retry,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        time);
  }

  /** The same, which lets events gather for so long. */
  public ProcessorOptions withGather(Duration most) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        most,
        retry,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        time);
  }

  /** The same, which tries again so. */
  public ProcessorOptions withRetry(RetryPolicy policy) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        gather,
        policy,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        time);
  }

  /** The same, which treats the later events of a key so. */
  public ProcessorOptions withWhenParked(WhenParked what) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        gather,
        retry,
        what,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        time);
  }

  /** The same with these waits. */
  public ProcessorOptions withWaits(Duration checkpoint, Duration poll, Duration close) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        gather,
        retry,
        whenParked,
        checkpoint,
        poll,
        close,
        stalledAfter,
        time);
  }

  /** The same, which counts as stalled after so long. */
  public ProcessorOptions withStalledAfter(Duration wait) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        gather,
        retry,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        wait,
        time);
  }

  /** The same on another clock. */
  public ProcessorOptions withTime(InstantSource source) {
    return new ProcessorOptions(
        lanes,
        batchEventsMax,
        inFlightMax,
        gather,
        retry,
        whenParked,
        checkpointEvery,
        pollWait,
        closeWait,
        stalledAfter,
        source);
  }
}
