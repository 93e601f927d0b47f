package dev.cairn.flow;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How a {@link Projector} runs.
 *
 * @param batchEventsMax most events of one transaction
 * @param pollWait how long one wait for new events lasts at most. An event that passes the
 *     projection's filter ends it at once; it decides how soon the view counts as level with events
 *     that do not, and how soon a deleted file is noticed while nothing happens
 * @param closeWait how long {@link Projector#stop} waits for code of the projection that does not
 *     return
 * @param time where the lag and the rate in the status take the time from
 */
public record ProjectorOptions(
    int batchEventsMax, Duration pollWait, Duration closeWait, InstantSource time) {

  /** 4,000 events a transaction, a look around every 100 ms, 10 s to close. */
  public static final ProjectorOptions DEFAULT =
      new ProjectorOptions(
          4_000, Duration.ofMillis(100), Duration.ofSeconds(10), InstantSource.system());

  /** Checks the limits. */
  public ProjectorOptions {
    if (batchEventsMax < 1) {
      throw new IllegalArgumentException("a batch has at least 1 event, not " + batchEventsMax);
    }
    if (!pollWait.isPositive() || !closeWait.isPositive()) {
      throw new IllegalArgumentException("a wait is longer than nothing");
    }
  }

  /** The same with transactions of at most that many events. */
  public ProjectorOptions withBatchEventsMax(int most) {
    return new ProjectorOptions(most, pollWait, closeWait, time);
  }

  /** The same with waits of at most that length. */
  public ProjectorOptions withPollWait(Duration wait) {
    return new ProjectorOptions(batchEventsMax, wait, closeWait, time);
  }

  /** The same with that much patience on closing. */
  public ProjectorOptions withCloseWait(Duration wait) {
    return new ProjectorOptions(batchEventsMax, pollWait, wait, time);
  }

  /** The same on another clock. */
  public ProjectorOptions withTime(InstantSource source) {
    return new ProjectorOptions(batchEventsMax, pollWait, closeWait, source);
  }
}
