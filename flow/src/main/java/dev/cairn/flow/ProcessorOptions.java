package dev.cairn.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

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
    return with(copy -> copy.lanes = count);
  }

  /** The same with batches of at most that many events, and at most that many in flight. */
  public ProcessorOptions withEventsMax(int batch, int inFlight) {
    return with(copy -> {
      copy.batchEventsMax = batch;
      copy.inFlightMax = inFlight;
    });
  }

  /** The same, which lets events gather for so long. */
  public ProcessorOptions withGather(Duration most) {
    return with(copy -> copy.gather = most);
  }

  /** The same, which tries again so. */
  public ProcessorOptions withRetry(RetryPolicy policy) {
    return with(copy -> copy.retry = policy);
  }

  /** The same, which treats the later events of a key so. */
  public ProcessorOptions withWhenParked(WhenParked what) {
    return with(copy -> copy.whenParked = what);
  }

  /** The same with these waits. */
  public ProcessorOptions withWaits(Duration checkpoint, Duration poll, Duration close) {
    return with(copy -> {
      copy.checkpointEvery = checkpoint;
      copy.pollWait = poll;
      copy.closeWait = close;
    });
  }

  /** The same, which counts as stalled after so long. */
  public ProcessorOptions withStalledAfter(Duration wait) {
    return with(copy -> copy.stalledAfter = wait);
  }

  /** The same on another clock. */
  public ProcessorOptions withTime(InstantSource source) {
    return with(copy -> copy.time = source);
  }

  private ProcessorOptions with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.made();
  }

  /** What becomes the next options. */
  private static final class Copy {

    private int lanes;
    private int batchEventsMax;
    private int inFlightMax;
    private Duration gather;
    private RetryPolicy retry;
    private WhenParked whenParked;
    private Duration checkpointEvery;
    private Duration pollWait;
    private Duration closeWait;
    private Duration stalledAfter;
    private InstantSource time;

    Copy(ProcessorOptions options) {
      lanes = options.lanes;
      batchEventsMax = options.batchEventsMax;
      inFlightMax = options.inFlightMax;
      gather = options.gather;
      retry = options.retry;
      whenParked = options.whenParked;
      checkpointEvery = options.checkpointEvery;
      pollWait = options.pollWait;
      closeWait = options.closeWait;
      stalledAfter = options.stalledAfter;
      time = options.time;
    }

    ProcessorOptions made() {
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
          time);
    }
  }
}
