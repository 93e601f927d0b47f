package dev.cairn.log.internal;

import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Walks over the lines of a stretch of a file, whatever they hold. Used by one thread. */
final class LineScanner {

  private static final int CHUNK_BYTES = 256 << 10;

  private final DiskFile file;
  private final long to;
  private byte[] chunk;
  private long chunkFrom;
  private int filled;
  private int lineStart;
  private int lineEnd;
  private boolean ended;

  /** Walks from one offset, where a line begins, to another. */
  LineScanner(DiskFile file, long from, long to) {
    this.file = file;
    this.chunkFrom = from;
    this.to = to;
    this.chunk = new byte[Math.clamp(to - from, 1, CHUNK_BYTES)];
  }

  /** Moves to the next line; false at the end of the stretch. */
  boolean next() throws IOException {
    int at = ended ? lineEnd + 1 : lineEnd;
    lineStart = at;
    int search = at;
    while (true) {
      int end = EightBytes.indexOf(chunk, '\n', search, filled);
      if (end >= 0) {
        return found(end, true);
      }
      search = filled - lineStart;
      if (filled - lineStart >= Line.BYTES_MAX || !fill()) {
        return filled > lineStart && found(filled, false);
      }
    }
  }

  private boolean found(int end, boolean withLineFeed) {
    lineEnd = end;
    ended = withLineFeed;
    return true;
  }

  /** Moves the begun line to the front of the chunk and reads more behind it. */
  private boolean fill() throws IOException {
    int kept = filled - lineStart;
    byte[] next = kept * 2 > chunk.length ? new byte[chunk.length * 2] : chunk;
    System.arraycopy(chunk, lineStart, next, 0, kept);
    chunk = next;
    chunkFrom += lineStart;
    lineStart = 0;
    lineEnd = 0;
    filled = kept;
    long left = to - chunkFrom - kept;
    int room = (int) Math.min(chunk.length - kept, Math.max(left, 0));
    int read = file.read(ByteBuffer.wrap(chunk, kept, room), chunkFrom + kept);
    filled += read;
    return read > 0;
  }

  /** Where the line begins in the file. */
  long from() {
    return chunkFrom + lineStart;
  }

  /** Behind the line and its line feed. */
  long to() {
    return chunkFrom + lineEnd + (ended ? 1 : 0);
  }

  /** Whether a line feed ends the line. */
  boolean isEnded() {
    return ended;
  }

  /** Whether the line is whole and its checksum right. */
  boolean isSound() {
    return ended && Line.isSound(chunk, lineStart, lineEnd);
  }

  /** The bytes of the line without its line feed. */
  byte[] bytes() {
    return Arrays.copyOfRange(chunk, lineStart, lineEnd);
  }

  /** The checksum of a sound line. */
  int crc() {
    return Line.crc(chunk, lineStart, lineEnd - Line.TRAILER);
  }
}
