package dev.cairn.model;

import dev.cairn.Version;
import java.time.Duration;

/**
 * Says when a snapshot is due. Asked after each append that was accepted; a pure function of what
 * is known then, so that it can be tried without a store. Combine policies with {@link #or} and
 * {@link #and}.
 */
@FunctionalInterface
public interface SnapshotPolicy {

  /** How many events lie between two snapshots unless told. */
  int EVENTS_DEFAULT = 100;

  /**
   * What is known of an aggregate after an append.
   *
   * @param before the version of the aggregate before the append
   * @param after the version of its last event now
   * @param events how many events the last snapshot does not cover, the new ones included
   * @param bytes how many bytes of data the events had that loading the aggregate folded
   * @param loadTime how long loading it took
   * @param sinceLast the time between the event that the last snapshot rests on and now; {@link
   *     #NEVER} where there is none
   */
  record Facts(
      Version before,
      Version after,
      long events,
      long bytes,
      Duration loadTime,
      Duration sinceLast) {

    /** Longer than anything lasts: there is no snapshot yet. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);
  }

  /** Whether a snapshot is due. */
  boolean isDue(Facts facts);

  /** Due when an append crosses a multiple of that number of events, 100 unless told. */
  static SnapshotPolicy everyEvents(long events) {
    check("events", events);
    return facts -> facts.before().number() / events < facts.after().number() / events;
  }

  /** Due when the last snapshot leaves that many events uncovered. */
  static SnapshotPolicy afterEvents(long events) {
    check("events", events);
    return facts -> facts.events() >= events;
  }

  /** Due when loading had to fold that many bytes of data. */
  static SnapshotPolicy afterBytes(long bytes) {
    check("bytes", bytes);
    return facts -> facts.bytes() >= bytes;
  }

  /** Due when the last snapshot is that old, or there is none. */
  static SnapshotPolicy afterTime(Duration time) {
    check("nanoseconds", time.toNanos());
    return facts -> facts.sinceLast().compareTo(time) >= 0;
  }

  /** Due when loading took that long. */
  static SnapshotPolicy afterLoadTime(Duration time) {
    check("nanoseconds", time.toNanos());
    return facts -> facts.loadTime().compareTo(time) >= 0;
  }

  private static void check(String unit, long least) {
    if (least < 1) {
      throw new IllegalArgumentException(
          "a snapshot is due after 1 or more %s, not %d".formatted(unit, least));
    }
  }

  /** Due when this one or the other says so. */
  default SnapshotPolicy or(SnapshotPolicy other) {
    return facts -> isDue(facts) || other.isDue(facts);
  }

  /** Due when both say so. */
  default SnapshotPolicy and(SnapshotPolicy other) {
    return facts -> isDue(facts) && other.isDue(facts);
  }
}
