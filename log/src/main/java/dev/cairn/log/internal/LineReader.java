package dev.cairn.log.internal;

import dev.cairn.StoreClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events at given positions, checking each line's checksum. What lies ahead of a walk, in
 * either direction, is read with it, in pieces that grow as long as the walk goes on. Used by one
 * thread at a time.
 */
final class LineReader {

  /** The first piece of a walk; each further one is twice as large, up to the largest. */
  private static final int AHEAD_BYTES_MIN = 8 << 10;

  /** The largest piece: it is still in the processor's cache when its last line is decoded. */
  private static final int AHEAD_BYTES_MAX = 128 << 10;

  /** A step that is not longer is a walk. */
  private static final int NEAR_EVENTS = 8;

  private final Log log;
  private final RecentNames names = new RecentNames();
  private @Nullable Segment segment;
  private long lastPosition;
  private int ahead;
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
      load(holder, position, from, to);
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
      LogEvent event = LogEvent.parse(Arrays.copyOfRange(chunk, start, end), names);
      if (event.sequence() != position) {
        throw Log.damage(holder, from, to, position, "the line says position " + event.sequence());
      }
      return event;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Log.damage(holder, from, to, position, String.valueOf(e.getMessage()));
    }
  }

  /** Fills the chunk with the line and, where the reader walks, with what lies ahead. */
  private void load(Segment holder, long position, long from, long to) {
    long step = position - lastPosition;
    boolean walks = step != 0 && Math.abs(step) <= NEAR_EVENTS;
    ahead = walks ? Math.clamp(2L * ahead, AHEAD_BYTES_MIN, AHEAD_BYTES_MAX) : 0;
    long first = step < 0 ? Math.min(from, Math.max(0, to - ahead)) : from;
    long last = step < 0 ? to : Math.max(to, Math.min(holder.index().end(), from + ahead));
    fill(holder, first, last);
    if (chunkTo < to) {
      throw Log.damage(holder, chunkTo, to, position, "the file ends before the line does");
    }
  }

  private void fill(Segment holder, long from, long to) {
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
        throw new StoreClosedException("the store");
      }
      throw log.unreadable(e);
    }
  }
}
