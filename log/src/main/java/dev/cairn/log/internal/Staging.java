package dev.cairn.log.internal;

import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The way from memory to a file, through one direct buffer. Any thread may lead, and the platform
 * would keep a buffer of the size of the largest group for each of them. Used by whoever leads.
 */
final class Staging {

  /** More than this takes several writes. */
  private static final int BYTES_MAX = 1 << 20;

  private static final int BYTES_LEAST = 4 << 10;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);

  /** Writes the first bytes of an array; if it throws, any part may have been written. */
  void write(DiskFile file, byte[] bytes, int length, long at) throws IOException {
    for (int done = 0; done < length; done += BYTES_MAX) {
      int chunk = Math.min(length - done, BYTES_MAX);
      file.write(room(chunk).put(bytes, done, chunk).flip(), at + done);
    }
  }

  /** Writes a byte again and again; if it throws, any part may have been written. */
  void fill(DiskFile file, byte with, int length, long at) throws IOException {
    ByteBuffer full = room(Math.min(length, BYTES_MAX));
    while (full.hasRemaining()) {
      full.put(with);
    }
    for (int done = 0; done < length; done += BYTES_MAX) {
      file.write(full.clear().limit(Math.min(length - done, BYTES_MAX)), at + done);
    }
  }

  private ByteBuffer room(int bytes) {
    if (buffer.capacity() < bytes) {
      int enough = Math.max(BYTES_LEAST, Integer.highestOneBit(bytes - 1) << 1);
      buffer = ByteBuffer.allocateDirect(enough);
    }
    return buffer.clear();
  }
}
