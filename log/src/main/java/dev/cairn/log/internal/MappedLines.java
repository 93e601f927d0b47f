package dev.cairn.log.internal;

import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The durable lines of a segment as far as they are mapped into memory, where a single one is read
 * without a call to the system. They are mapped when they are often read here and there, and again
 * when the segment has grown by much. Where that fails they are read from the file for good.
 * Thread-safe.
 */
final class MappedLines {

  /** While less of a segment that grows is not yet mapped, it is not mapped again. */
  static final int GROWTH_BYTES_MIN = 1 << 20;

  /** Nor while what is not yet mapped is a smaller share of it than one in so many. */
  private static final int GROWTH_SHARE = 4;

  /**
   * The first look at a mapped page costs more than to read a line from the file: so a segment is
   * mapped once it was read as often as what is not yet mapped of it has pieces of this size.
   */
  static final int PIECE_BYTES = 16 << 10;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Disk disk;
  private volatile ByteBuffer bytes = NOTHING;
  private final AtomicInteger missed = new AtomicInteger();
  private volatile boolean refused;

  MappedLines(Disk disk) {
    this.disk = disk;
  }

  /**
   * What is mapped between two offsets, without the line feed at its end; empty if it is not
   * mapped, or there is none.
   *
   * @throws InternalError if a page cannot be read; it may also be thrown soon after, and what was
   *     returned is then no sound line
   */
  byte[] line(long from, long to) {
    ByteBuffer mapped = bytes;
    boolean whole = to <= mapped.limit() && mapped.get((int) to - 1) == '\n';
    byte[] line = new byte[whole ? (int) (to - from) - 1 : 0];
    mapped.get((int) (whole ? from : 0), line);
    return line;
  }

  /** Reads from the file from now on. */
  synchronized void giveUp() {
    refused = true;
    bytes = NOTHING;
  }

  /**
   * A single line was read from the file: maps what is durable of the segment, if that is worth it
   * by now. The file is found by its path, which may be that of the next segment by now: so it must
   * have the bytes of a line that was read from the open file, which no other segment has.
   *
   * @param line a line, or more, as it was read from the file
   * @param from where it begins
   */
  void grow(Segment segment, ByteBuffer line, long from) {
    missed.getAndIncrement();
    if (isWorthIt(segment)) {
      map(segment, line, from);
    }
  }

  private boolean isWorthIt(Segment segment) {
    long end = segment.index().end();
    long more = end - bytes.limit();
    return !refused
        && more > 0
        && missed.get() >= more / PIECE_BYTES
        && (segment.isSealed() || (more >= GROWTH_BYTES_MIN && more >= end / GROWTH_SHARE));
  }

  private synchronized void map(Segment segment, ByteBuffer line, long from) {
    if (!isWorthIt(segment)) {
      return;
    }
    try {
      ByteBuffer mapped = disk.map(segment.path(), segment.index().end());
      boolean holds = from + line.remaining() <= mapped.limit();
      if (holds && mapped.slice((int) from, line.remaining()).equals(line)) {
        bytes = mapped;
        missed.set(0);
      }
    } catch (IOException e) {
      giveUp();
    }
  }
}
