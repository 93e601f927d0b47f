package dev.cairn.log.internal;

import dev.cairn.Direction;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;

/**
 * Walks over segments, one after the other, and within each over the events that an index names.
 * Holds the ordinals of one segment at a time. Used by one thread.
 */
final class SegmentWalk implements PrimitiveIterator.OfLong {

  static final int[] NONE = {};

  /** Which events of a segment are visited. */
  interface Ordinals {
    /** The ordinals from one on, rising. */
    int[] of(SegmentIndex index, int from);
  }

  private final List<Segment> segments;
  private final Ordinals ordinals;
  private final long after;
  private final long last;
  private final int step;
  private int nextSegment;
  private long first;
  private int[] found = NONE;
  private int at;

  SegmentWalk(Log log, Ordinals ordinals, long after, long last, Direction direction) {
    this.segments = log.segments();
    this.ordinals = ordinals;
    this.after = after;
    this.last = last;
    this.step = direction == Direction.FORWARDS ? 1 : -1;
    this.nextSegment = Segment.indexOf(segments, step > 0 ? after + 1 : last);
  }

  @Override
  public boolean hasNext() {
    while (at < 0 || at >= found.length) {
      if (nextSegment < 0 || nextSegment >= segments.size() || !enter(segments.get(nextSegment))) {
        return false;
      }
    }
    long position = first + found[at];
    return position > after && position <= last;
  }

  /** Takes up a segment; false where it lies outside of the window, as all behind it do. */
  private boolean enter(Segment segment) {
    if (step > 0 ? segment.first() > last : segment.last() <= after) {
      return false;
    }
    first = segment.first();
    found = ordinals.of(segment.index(), (int) Math.max(0, after + 1 - first));
    int length = found.length;
    while (length > 0 && first + found[length - 1] > last) {
      length--; // Events behind the head of this read.
    }
    found = length == found.length ? found : java.util.Arrays.copyOf(found, length);
    at = step > 0 ? 0 : length - 1;
    nextSegment += step;
    return true;
  }

  @Override
  public long nextLong() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long position = first + found[at];
    at += step;
    return position;
  }
}
