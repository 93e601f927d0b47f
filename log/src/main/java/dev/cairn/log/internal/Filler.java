package dev.cairn.log.internal;

import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What stands in prepared space that no event was written to: line feeds, or the zeros that a power
 * cut may leave where they were to stand.
 */
final class Filler {

  static final byte LINE_FEED = '\n';
  private static final int CHUNK_BYTES = 256 << 10;

  private Filler() {}

  /**
   * Where what was written to a file ends: behind the line feed of the last line, with nothing but
   * filler behind it.
   *
   * @param from where a line begins; what stands before it is known
   * @param to the size of the file
   * @return an offset from {@code from} to {@code to}
   */
  static long begin(DiskFile file, long from, long to) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(Math.clamp(to - from, 0, CHUNK_BYTES));
    for (long end = to; end > from; ) {
      long start = Math.max(from, end - CHUNK_BYTES);
      chunk.clear().limit((int) (end - start));
      int read = file.read(chunk, start);
      for (int i = read; i > 0; i--) {
        if (!isFiller(chunk.get(i - 1))) {
          return behindLine(file, start + i, to);
        }
      }
      end = start;
    }
    return from;
  }

  /** The line feed that ends the last line belongs to it. */
  private static long behindLine(DiskFile file, long end, long to) throws IOException {
    ByteBuffer next = ByteBuffer.allocate(1);
    boolean ended = end < to && file.read(next, end) == 1 && next.get(0) == LINE_FEED;
    return ended ? end + 1 : end;
  }

  private static boolean isFiller(byte b) {
    return b == LINE_FEED || b == 0;
  }
}
