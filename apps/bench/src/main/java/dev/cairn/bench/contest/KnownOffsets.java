package dev.cairn.bench.contest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The limit of random reads: where each line lies is known, and its bytes are read and nothing
 * else. Thread-safe.
 */
public final class KnownOffsets implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 20;

  private final List<FileChannel> files = new ArrayList<>();
  private final List<Integer> firsts = new ArrayList<>();
  private long[] offsets = new long[1 << 16];
  private int lines;

  /** Learns the offsets of all lines of a store. */
  public KnownOffsets(Path store) throws IOException {
    try {
      for (Path file : LogFiles.of(store)) {
        FileChannel channel = FileChannel.open(file);
        files.add(channel);
        firsts.add(lines);
        learn(channel);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void learn(FileChannel channel) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    long start = 0;
    long at = 0;
    for (int read = channel.read(ByteBuffer.wrap(chunk), at); read > 0; ) {
      for (int end = LineScan.lineEnd(chunk, 0, read);
          end >= 0;
          end = LineScan.lineEnd(chunk, end + 1, read)) {
        add(start);
        start = at + end + 1;
      }
      at += read;
      read = channel.read(ByteBuffer.wrap(chunk), at);
    }
    // Where the last line ends; the next file begins at an entry of its own.
    add(start);
  }

  private void add(long offset) {
    if (lines == offsets.length) {
      offsets = Arrays.copyOf(offsets, lines * 2);
    }
    offsets[lines++] = offset;
  }

  /** Reads the line of a position into a buffer, which is large enough. */
  public int read(long position, ByteBuffer into) throws IOException {
    int file = files.size() - 1;
    while (firsts.get(file) - file > position - 1) {
      file--;
    }
    int entry = (int) (position - 1) + file;
    long from = offsets[entry];
    into.clear().limit((int) (offsets[entry + 1] - from));
    while (into.hasRemaining()) {
      if (files.get(file).read(into, from + into.position()) < 0) {
        throw new IOException("a line ends too early");
      }
    }
    return into.position();
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) {
      file.close();
    }
  }
}
