package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file. Reads may run beside each other and beside one writer, and see what was written
 * before they began; there is one writer at a time.
 */
public interface DiskFile extends AutoCloseable {

  /**
   * Reads into the buffer from an offset until the buffer is full or the file ends.
   *
   * @return the number of bytes read; 0 at or beyond the end
   */
  int read(ByteBuffer into, long at) throws IOException;

  /**
   * Writes all that remains in the buffer at an offset. If it throws, any part may have been
   * written.
   *
   * @throws DiskFullException if there is no space left
   */
  void write(ByteBuffer from, long at) throws IOException;

  /** Makes durable what was written before, and the size. */
  void sync() throws IOException;

  /** The number of bytes. */
  long size() throws IOException;

  /** Cuts the file to this size. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;
}
