package dev.cairn.model;

import java.time.InstantSource;

/**
 * How snapshots are taken.
 *
 * @param waitingMax how many aggregates may wait for their snapshot; what is due beyond that is
 *     given up, as a later append makes it due again
 * @param time what {@link SnapshotPolicy#afterTime} takes for now
 */
public record SnapshotOptions(int waitingMax, InstantSource time) {

  /** How many may wait unless told. */
  public static final int WAITING_MAX_DEFAULT = 1_000;

  /** {@link #WAITING_MAX_DEFAULT}, and the clock of the system. */
  public static final SnapshotOptions DEFAULT =
      new SnapshotOptions(WAITING_MAX_DEFAULT, InstantSource.system());

  /** Checks the limit. */
  public SnapshotOptions {
    if (waitingMax < 1) {
      throw new IllegalArgumentException("1 or more may wait, not " + waitingMax);
    }
  }

  /** The same with that limit. */
  public SnapshotOptions withWaitingMax(int newWaitingMax) {
    return new SnapshotOptions(newWaitingMax, time);
  }

  /** The same with that clock. */
  public SnapshotOptions withTime(InstantSource newTime) {
    return new SnapshotOptions(waitingMax, newTime);
  }
}
