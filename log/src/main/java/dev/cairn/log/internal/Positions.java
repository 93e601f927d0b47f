package dev.cairn.log.internal;

import dev.cairn.AsOf;
import dev.cairn.Direction;
import dev.cairn.Filter;
import dev.cairn.Query;
import dev.cairn.StreamId;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/** Which positions a read visits, in order, as far as the indexes can tell. */
final class Positions {

  private Positions() {}

  /** The last position that had been recorded at a moment and is not beyond the head. */
  static long bound(Log log, long head, AsOf asOf) {
    return switch (asOf) {
      case AsOf.Now() -> head;
      case AsOf.AtPosition(var position) -> Math.min(head, position.sequence());
      case AsOf.AtTime(Instant time) -> lastAt(log, head, time);
    };
  }

  /** Times never run backwards, so the last event of a moment is found by halving. */
  private static long lastAt(Log log, long head, Instant time) {
    LineReader reader = new LineReader(log);
    long low = 0;
    long high = head;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (reader.read(middle).timestamp().isAfter(time)) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** The positions of the events that pass a filter, behind one position up to another. */
  static PrimitiveIterator.OfLong of(
      Log log, Filter filter, long after, long last, Direction direction) {
    return switch (filter) {
      case Filter.Everything() -> range(after, last, direction);
      case Filter.OfStream(StreamId stream) ->
          walk(log, key(IndexKind.STREAM, Key.of(stream)), after, last, direction);
      case Filter.OfCategory(String category) ->
          walk(log, key(IndexKind.CATEGORY, Key.of(category)), after, last, direction);
      case Filter.Matching(Query query) ->
          walk(log, new QueryOrdinals(query), after, last, direction);
    };
  }

  private static PrimitiveIterator.OfLong range(long after, long last, Direction direction) {
    return switch (direction) {
      case FORWARDS -> new Range(after + 1, last + 1, 1);
      case BACKWARDS -> new Range(last, after, -1);
    };
  }

  /** Every position from one up or down to another, which is not visited. */
  private static final class Range implements PrimitiveIterator.OfLong {

    private long next;
    private final long end;
    private final int step;

    Range(long first, long end, int step) {
      this.next = first;
      this.end = end;
      this.step = step;
    }

    @Override
    public boolean hasNext() {
      return step > 0 ? next < end : next > end;
    }

    @Override
    public long nextLong() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long here = next;
      next += step;
      return here;
    }
  }

  /** The positions of all events that bear a key. */
  static PrimitiveIterator.OfLong of(Log log, IndexKind kind, Key key, long last) {
    return walk(log, key(kind, key), 0, last, Direction.FORWARDS);
  }

  private static SegmentWalk.Ordinals key(IndexKind kind, Key key) {
    return (index, from) -> index.ordinals(kind, key, from);
  }

  /** The positions of a stream's events of which the version lies in a window. */
  static PrimitiveIterator.OfLong stream(
      Log log, StreamId stream, long fromVersion, long toVersion, long last, Direction direction) {
    Key key = Key.of(stream);
    SegmentWalk.Ordinals window =
        (index, _) -> {
          long version = index.firstVersion(key);
          if (version == 0 || version > toVersion) {
            return SegmentWalk.NONE;
          }
          long skipped = Math.max(0, fromVersion - version);
          if (skipped > 0 && skipped >= index.count(key)) {
            return SegmentWalk.NONE;
          }
          int[] behind = index.ordinalsBehind(key, (int) skipped);
          long end = toVersion - version + 1 - skipped;
          return end >= behind.length ? behind : Arrays.copyOf(behind, (int) Math.max(0, end));
        };
    return walk(log, window, 0, last, direction);
  }

  private static PrimitiveIterator.OfLong walk(
      Log log, SegmentWalk.Ordinals ordinals, long after, long last, Direction direction) {
    return new SegmentWalk(log, ordinals, after, last, direction);
  }
}
