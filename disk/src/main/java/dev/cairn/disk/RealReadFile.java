package dev.cairn.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file opened for reading.
 *
 * <p>A {@link java.nio.channels.FileChannel} is closed for everyone when a thread that reads
 * through it is interrupted, and it cannot be opened again by its name, since files are renamed
 * while they are open. A {@link RandomAccessFile} does not know of interrupts; its readers take
 * turns.
 */
final class RealReadFile implements DiskFile {

  private static final int COPY_BYTES = 64 << 10;

  private final RandomAccessFile file;
  private final ReentrantLock turn = new ReentrantLock();

  RealReadFile(Path path) throws IOException {
    try {
      this.file = new RandomAccessFile(path.toFile(), "r");
    } catch (FileNotFoundException e) {
      throw explained(path, e);
    }
  }

  /** Says which of the two it was: the JDK says "not found" for a missing right as well. */
  private static IOException explained(Path path, FileNotFoundException e) {
    if (Files.notExists(path)) {
      return new NoSuchFileException(path.toString());
    }
    return Files.isReadable(path) ? e : new AccessDeniedException(path.toString());
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    turn.lock();
    try {
      file.seek(at);
      return into.hasArray() ? readArray(into) : readCopied(into);
    } finally {
      turn.unlock();
    }
  }

  private int readArray(ByteBuffer into) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = file.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (read < 0) {
        break;
      }
      into.position(into.position() + read);
      total += read;
    }
    return total;
  }

  private int readCopied(ByteBuffer into) throws IOException {
    byte[] copy = new byte[Math.min(COPY_BYTES, into.remaining())];
    int total = 0;
    while (into.hasRemaining()) {
      int read = file.read(copy, 0, Math.min(copy.length, into.remaining()));
      if (read < 0) {
        break;
      }
      into.put(copy, 0, read);
      total += read;
    }
    return total;
  }

  @Override
  public void write(ByteBuffer from, long at) {
    throw new NonWritableChannelException();
  }

  @Override
  public void sync() {
    throw new NonWritableChannelException();
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
