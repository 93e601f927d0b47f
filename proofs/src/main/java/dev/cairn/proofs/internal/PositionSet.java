package dev.cairn.proofs.internal;

import dev.cairn.proofs.PositionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Positions, kept as ranges. Used by one thread. */
final class PositionSet {

  /** From the first position of each range to its last. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Adds positions that are behind all that are there, or among them. */
  void add(long from, long to) {
    Map.Entry<Long, Long> before = ranges.floorEntry(from);
    if (before != null && before.getValue() >= from - 1) {
      ranges.put(before.getKey(), Math.max(before.getValue(), to));
    } else {
      ranges.put(from, to);
    }
  }

  /** The ranges, falling, one after the other as they are asked for. */
  Iterable<PositionRange> latest() {
    return () ->
        ranges.descendingMap().entrySet().stream()
            .map(range -> new PositionRange(range.getKey(), range.getValue()))
            .iterator();
  }

  /** The positions from 1 to another that are not in it. */
  List<PositionRange> othersUpTo(long last) {
    List<PositionRange> others = new ArrayList<>();
    long from = 1;
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      long to = Math.min(last, range.getKey() - 1);
      if (from <= to) {
        others.add(new PositionRange(from, to));
      }
      from = range.getValue() + 1;
    }
    if (from <= last) {
      others.add(new PositionRange(from, last));
    }
    return others;
  }
}
