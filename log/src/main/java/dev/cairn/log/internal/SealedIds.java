package dev.cairn.log.internal;

import java.util.List;

/**
 * The greatest event id in the sealed segments. A fresh id begins with the time, so it is beyond
 * that and need not be looked for in each of them. Thread-safe.
 */
final class SealedIds {

  /**
   * What is known.
   *
   * @param segments all segments as they were; each but the last is sealed
   * @param greatest the greatest id in those
   */
  private record Known(List<Segment> segments, Key greatest) {}

  private volatile Known known = new Known(List.of(), Key.LEAST);

  /** The segments that an id can be in. */
  List<Segment> candidates(List<Segment> all, Key id) {
    Known now = known;
    if (!isOf(all, now)) {
      now = new Known(all, greatest(all));
      known = now;
    }
    boolean fresh = id.compareTo(now.greatest()) > 0;
    return fresh && !all.isEmpty() ? all.subList(all.size() - 1, all.size()) : all;
  }

  /** A log changes its list of segments by putting another one in its place. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(List<Segment> all, Known now) {
    return now.segments() == all;
  }

  private static Key greatest(List<Segment> all) {
    Key greatest = Key.LEAST;
    for (Segment sealed : all.subList(0, Math.max(0, all.size() - 1))) {
      Key last = sealed.index().greatestId();
      greatest = last.compareTo(greatest) > 0 ? last : greatest;
    }
    return greatest;
  }
}
