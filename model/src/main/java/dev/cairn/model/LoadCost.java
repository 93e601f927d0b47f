package dev.cairn.model;

import dev.cairn.Version;
import java.time.Duration;
import java.time.Instant;

/**
 * What it took to load an aggregate.
 *
 * @param snapshot the version of the snapshot it began with; {@link Version#NONE} if it had none
 * @param snapshotTime the time of the event which that snapshot rests on; {@link Instant#MIN} if
 *     there is none
 * @param events how many events were folded
 * @param bytes how many bytes of data those had
 * @param time how long it took
 */
record LoadCost(Version snapshot, Instant snapshotTime, long events, long bytes, Duration time) {

  /** The same with more events, which were folded since. */
  LoadCost plus(long moreEvents, long moreBytes) {
    return new LoadCost(snapshot, snapshotTime, events + moreEvents, bytes + moreBytes, time);
  }
}
