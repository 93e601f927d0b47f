package dev.cairn.flow;

import dev.cairn.flow.internal.SqliteFault;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a {@link Projector} runs.
 *
 * @param batchEventsMax most events of one transaction
 * @param gather how long events gather before the next transaction, while they come one upon the
 *     other, from nothing to a second: many share what a transaction costs. The first one after a
 *     silence is applied at once, and so are all that somebody waits for
 * @param retry how often and when a failed batch is tried again before the projector stops; nothing
 *     is parked
 * @param pollWait how long one wait for new events or orders lasts at most. An event that passes
 *     the projection's filter ends it at once; it decides how soon the view counts as level with
 *     events that do not, and how soon a deleted file is noticed while nothing happens
 * @param closeWait how long {@link Projector#stop} waits for code of the projection that does not
 *     return
 * @param stalledAfter a projector that has work and has finished none for so long counts as stalled
 * @param time where pauses, the lag and the rate in the status take the time from
 */
public record ProjectorOptions(
    int batchEventsMax,
    Duration gather,
    RetryPolicy retry,
    Duration pollWait,
    Duration closeWait,
    Duration stalledAfter,
    InstantSource time) {

  /** How often a projector that operators steer notes for them how far it is, at most. */
  private static final Duration NOTE_EVERY = Duration.ofSeconds(1);

  /**
   * 4,000 events a transaction, one every 10 ms while they come steadily, a look around every 100
   * ms, 10 s to close, stalled after a minute. A disk that is full or fails is tried again for
   * ever, as {@link RetryPolicy#STANDARD} says how often; whatever else fails stops the projector
   * at once, since a projection that cannot apply an event cannot apply it later either.
   */
  public static final ProjectorOptions DEFAULT =
      new ProjectorOptions(
          4_000,
          Duration.ofMillis(10),
          RetryPolicy.STANDARD.withKinds(ProjectorOptions::kind),
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          InstantSource.system());

  /** Checks the limits. */
  public ProjectorOptions {
    if (batchEventsMax < 1) {
      throw new IllegalArgumentException("a batch has at least 1 event, not " + batchEventsMax);
    }
    Pace.requireGather(gather);
    Pace.requirePositive(pollWait, closeWait, stalledAfter);
  }

  private static RetryPolicy.Kind kind(Throwable failure) {
    return switch (SqliteFault.of(failure)) {
      case DISK -> RetryPolicy.Kind.PASSING;
      case BUSY, DAMAGED, INTERRUPTED, OTHER -> RetryPolicy.Kind.LASTING;
    };
  }

  Pace pace() {
    return new Pace(gather, pollWait, NOTE_EVERY, closeWait);
  }

  /** The same with transactions of at most that many events. */
  public ProjectorOptions withBatchEventsMax(int most) {
    return new ProjectorOptions(most, gather, retry, pollWait, closeWait, stalledAfter, time);
  }

  /** The same, which lets events gather for so long. */
  public ProjectorOptions withGather(Duration most) {
    return new ProjectorOptions(
        batchEventsMax, most, retry, pollWait, closeWait, stalledAfter, time);
  }

  /** The same, which tries again so. */
  public ProjectorOptions withRetry(RetryPolicy policy) {
    return new ProjectorOptions(
        batchEventsMax, gather, policy, pollWait, closeWait, stalledAfter, time);
  }

  /** The same with waits of at most that length. */
  public ProjectorOptions withPollWait(Duration wait) {
    return new ProjectorOptions(batchEventsMax, gather, retry, wait, closeWait, stalledAfter, time);
  }

  /** The same with that much patience on closing. */
  public ProjectorOptions withCloseWait(Duration wait) {
    return new ProjectorOptions(batchEventsMax, gather, retry, pollWait, wait, stalledAfter, time);
  }

  /** The same, which counts as stalled after so long. */
  public ProjectorOptions withStalledAfter(Duration wait) {
    return new ProjectorOptions(batchEventsMax, gather, retry, pollWait, closeWait, wait, time);
  }

  /** The same on another clock. */
  public ProjectorOptions withTime(InstantSource source) {
    return new ProjectorOptions(
        batchEventsMax, gather, retry, pollWait, closeWait, stalledAfter, source);
  }
}
