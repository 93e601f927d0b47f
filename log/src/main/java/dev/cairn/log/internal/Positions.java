package dev.cairn.log.internal;

import dev.cairn.AsOf;
import dev.cairn.Direction;
import dev.cairn.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

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

  /** All positions behind {@code after} up to {@code last}. */
  static PrimitiveIterator.OfLong range(long after, long last, Direction direction) {
    return switch (direction) {
      case FORWARDS -> LongStream.rangeClosed(after + 1, last).iterator();
      case BACKWARDS ->
          LongStream.iterate(last, position -> position > after, position -> position - 1)
              .iterator();
    };
  }

  /** The positions of a stream's events of which the version lies in a window. */
  static PrimitiveIterator.OfLong stream(
      Log log, StreamId stream, long fromVersion, long toVersion, long last, Direction direction) {
    return new OfStream(log, Key.of(stream), fromVersion, toVersion, last, direction);
  }

  /** Walks over the segments one after the other, holding the ordinals of one at a time. */
  private static final class OfStream implements PrimitiveIterator.OfLong {

    private final List<Segment> segments;
    private final Key key;
    private final long from;
    private final long to;
    private final long last;
    private final int step;
    private int nextSegment;
    private long[] found = new long[0];
    private int at;
    private long version;

    OfStream(Log log, Key key, long from, long to, long last, Direction direction) {
      this.segments = log.segments();
      this.key = key;
      this.from = from;
      this.to = to;
      this.last = last;
      this.step = direction == Direction.FORWARDS ? 1 : -1;
      this.nextSegment = step > 0 ? 0 : segments.size() - 1;
      this.version = step > 0 ? 0 : total() + 1;
      this.at = step > 0 ? 0 : -1;
    }

    private long total() {
      long total = 0;
      for (Segment segment : segments) {
        total += positions(segment).length;
      }
      return total;
    }

    private long[] positions(Segment segment) {
      int[] ordinals = segment.index().ordinals(IndexKind.STREAM, key);
      return java.util.Arrays.stream(ordinals)
          .mapToLong(ordinal -> segment.first() + ordinal)
          .filter(position -> position <= last)
          .toArray();
    }

    @Override
    public boolean hasNext() {
      while (true) {
        if (at >= 0 && at < found.length) {
          long here = version + step;
          if (step > 0 ? here > to : here < from) {
            return false;
          }
          if (here >= from && here <= to) {
            return true;
          }
          version = here;
          at += step;
        } else if (nextSegment >= 0 && nextSegment < segments.size()) {
          found = positions(segments.get(nextSegment));
          nextSegment += step;
          at = step > 0 ? 0 : found.length - 1;
        } else {
          return false;
        }
      }
    }

    @Override
    public long nextLong() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      version += step;
      long position = found[at];
      at += step;
      return position;
    }
  }
}
