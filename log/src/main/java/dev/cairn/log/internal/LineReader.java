package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.StoreClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events at given positions, checking each line's checksum. A line for itself is taken
 * from memory where the segment is mapped. What lies ahead of a walk, in either direction, is read
 * with it, in pieces that grow as long as the walk goes on. Used by one thread at a time.
 */
final class LineReader {

  /** The first piece of a walk; each further one is twice as large, up to the largest. */
  private static final int AHEAD_BYTES_MIN = 8 << 10;

  /** The largest piece: it is still in the processor's cache when its last line is decoded. */
  private static final int AHEAD_BYTES_MAX = 128 << 10;

  /** A step that is not longer is a walk. */
  private static final int NEAR_EVENTS = 8;

  private static final byte[] NOTHING = new byte[0];

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
    byte[] line = line(holder, position);
    lastPosition = position;
    return event(holder, position, line);
  }

  /**
   * The sound line of an event, without its line feed. What is mapped is only the shorter way:
   * where it is strange in any way, the file is read, and its error is the one to tell.
   */
  private byte[] line(Segment holder, long position) {
    try {
      return line(holder, position, holder.mapped());
    } catch (InternalError e) {
      // So a mapped page shows that cannot be read, at the access or soon after.
      holder.mapped().giveUp();
      return line(holder, position, holder.mapped());
    }
  }

  private byte[] line(Segment holder, long position, MappedLines mapped) {
    int ordinal = (int) (position - holder.first());
    long from = holder.index().offset(ordinal);
    long to = holder.index().offset(ordinal + 1);
    if (from < chunkFrom || to > chunkTo) {
      long step = position - lastPosition;
      boolean walks = step != 0 && Math.abs(step) <= NEAR_EVENTS;
      byte[] line = walks ? NOTHING : mapped.line(from, to);
      if (Line.isSound(line, 0, line.length)) {
        return line;
      }
      ahead = walks ? Math.clamp(2L * ahead, AHEAD_BYTES_MIN, AHEAD_BYTES_MAX) : 0;
      load(holder, position, from, to);
      if (!walks) {
        mapped.grow(log.segmentOf(position), ByteBuffer.wrap(chunk, 0, (int) (to - from)), from);
      }
    }
    int start = (int) (from - chunkFrom);
    int end = (int) (to - chunkFrom) - 1;
    if (end <= start || chunk[end] != '\n' || !Line.isSound(chunk, start, end)) {
      throw Log.damage(holder, from, to, position, "the checksum of the line does not fit");
    }
    return Arrays.copyOfRange(chunk, start, end);
  }

  private LogEvent event(Segment holder, long position, byte[] line) {
    try {
      LogEvent event = LogEvent.parse(line, names);
      if (event.sequence() != position) {
        throw damage(holder, position, "the line says position " + event.sequence());
      }
      return event;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damage(holder, position, String.valueOf(e.getMessage()));
    }
  }

  private static CorruptStoreException damage(Segment holder, long position, String reason) {
    int ordinal = (int) (position - holder.first());
    return Log.damage(
        holder,
        holder.index().offset(ordinal),
        holder.index().offset(ordinal + 1),
        position,
        reason);
  }

  /** Fills the chunk with the line and with what lies ahead, as far as that is asked for. */
  private void load(Segment holder, long position, long from, long to) {
    boolean back = position < lastPosition;
    long first = back ? Math.min(from, Math.max(0, to - ahead)) : from;
    long last = back ? to : Math.max(to, Math.min(holder.index().end(), from + ahead));
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
