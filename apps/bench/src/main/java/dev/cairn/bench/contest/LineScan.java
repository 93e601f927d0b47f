package dev.cairn.bench.contest;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The limit of a scan: reads files of lines through one buffer, finds each line's end, checks its
 * checksum and decodes its envelope with {@link LineEnvelope}. It knows the lines of {@link
 * Workload} and no others. Used by one thread.
 */
public final class LineScan {

  private static final int CHUNK_BYTES = 1 << 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  /** Does more with each line. */
  public interface More {
    /** Takes a line that was decoded, without its line feed. */
    void with(byte[] bytes, int from, int to);
  }

  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final LineEnvelope envelope = new LineEnvelope();
  private final More more;

  /** Decodes lines alone. */
  public LineScan() {
    this((_, _, _) -> {});
  }

  /** Does more with each. */
  public LineScan(More more) {
    this.more = more;
  }

  /** Scans files and returns the number of lines, at most that many. */
  public int scan(List<Path> files, long limit) throws IOException {
    int lines = 0;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        lines += scan(channel, limit - lines);
      }
    }
    return lines;
  }

  private int scan(FileChannel channel, long limit) throws IOException {
    int lines = 0;
    int filled = 0;
    while (lines < limit) {
      int read = channel.read(ByteBuffer.wrap(chunk, filled, chunk.length - filled));
      if (read < 0) {
        return lines;
      }
      filled += read;
      int from = 0;
      for (int end = lineEnd(chunk, 0, filled);
          end >= 0 && lines < limit;
          end = lineEnd(chunk, from, filled)) {
        envelope.decode(chunk, from, end);
        more.with(chunk, from, end);
        lines++;
        from = end + 1;
      }
      filled -= from;
      System.arraycopy(chunk, from, chunk, 0, filled);
    }
    return lines;
  }

  /** Where the next line feed is, eight bytes at a time; -1 if there is none. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long differs = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
      long found = (differs - ONES) & ~differs & TOPS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** What was read, as a number; the work of reading is done for it. */
  public long seen() {
    return envelope.seen();
  }
}
