package dev.cairn.log.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events at given positions, checking each line's checksum. Positions that follow each
 * other in either direction are read in large pieces. Used by one thread at a time.
 */
final class LineReader {

  private static final int AHEAD_BYTES = 128 << 10;
  private static final int AHEAD_EVENTS = 512;

  /** A step that is not longer is a walk, and what lies ahead is read with it. */
  private static final int NEAR_EVENTS = 8;

  private final Log log;
  private @Nullable Segment segment;
  private long lastPosition = -2;
  private byte[] chunk = new byte[0];
  private long chunkFrom;
  private long chunkTo;

  LineReader(Log log) {
    this.log = log;
  }

  /** Returns the event at a position between 1 and the head. */
  LogEvent read(long position) {
    Segment holder = segment;
    if (holder == null || position < holder.first() || position > holder.last()) {
      holder = log.segmentOf(position);
      segment = holder;
      chunkTo = chunkFrom;
    }
    int ordinal = (int) (position - holder.first());
    long from = holder.index().offset(ordinal);
    long to = holder.index().offset(ordinal + 1);
    if (from < chunkFrom || to > chunkTo) {
      load(holder, ordinal, from, to, position - lastPosition);
    }
    lastPosition = position;
    return event(holder, position, from, to);
  }

  private LogEvent event(Segment holder, long position, long from, long to) {
    int start = (int) (from - chunkFrom);
    int end = (int) (to - chunkFrom) - 1;
    if (end <= start || chunk[end] != '\n' || !Line.isSound(chunk, start, end)) {
      throw Log.damage(holder, from, to, position, "the checksum of the line does not fit");
    }
    try {
      LogEvent event = LogEvent.parse(Arrays.copyOfRange(chunk, start, end));
      if (event.sequence() != position) {
        throw Log.damage(holder, from, to, position, "the line says position " + event.sequence());
      }
      return event;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Log.damage(holder, from, to, position, String.valueOf(e.getMessage()));
    }
  }

  /** Fills the chunk with the line and, where the reader walks in a row, its neighbours. */
  private void load(Segment holder, int ordinal, long from, long to, long step) {
    SegmentIndex index = holder.index();
    int count = index.count();
    long chunkStart = from;
    long chunkEnd = to;
    if (step > 0 && step <= NEAR_EVENTS) {
      int ahead = Math.min(count, ordinal + AHEAD_EVENTS);
      chunkEnd = Math.max(to, within(index, from, ordinal + 1, ahead));
    } else if (step < 0 && step >= -NEAR_EVENTS) {
      int behind = Math.max(0, ordinal - AHEAD_EVENTS);
      while (behind < ordinal && to - index.offset(behind) > AHEAD_BYTES) {
        behind += Math.max(1, (ordinal - behind) / 2);
      }
      chunkStart = Math.min(from, index.offset(behind));
    }
    fill(holder, ordinal, chunkStart, chunkEnd, to);
  }

  private static long within(SegmentIndex index, long from, int low, int high) {
    int most = high;
    while (most > low && index.offset(most) - from > AHEAD_BYTES) {
      most = low + (most - low) / 2;
    }
    return index.offset(most);
  }

  private void fill(Segment holder, int ordinal, long from, long to, long lineEnd) {
    int size = (int) (to - from);
    chunkTo = chunkFrom; // A read that fails may have overwritten any part of what was there.
    if (chunk.length < size) {
      chunk = new byte[size];
    }
    try {
      int read = holder.file().read(ByteBuffer.wrap(chunk, 0, size), from);
      chunkFrom = from;
      chunkTo = from + read;
    } catch (IOException e) {
      if (log.isClosed()) {
        throw new dev.cairn.StoreClosedException("the store");
      }
      throw log.unreadable(e);
    }
    if (chunkTo < lineEnd) {
      throw Log.damage(
          holder, chunkTo, lineEnd, holder.first() + ordinal, "the file ends before the line does");
    }
  }
}
