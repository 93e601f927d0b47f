package dev.cairn.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The limit of the machine: as many bytes as a line has, from one reused direct buffer through one
 * growing file, grouped and synced as the log does it, and nothing else.
 */
final class RawAppends implements AutoCloseable {

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final int lineBytes;
  private long asked;
  private long done;
  private boolean busy;

  private RawAppends(Path file, int lineBytes) throws IOException {
    this.lineBytes = lineBytes;
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Returns appends of lines of that many bytes per second. */
  static double rate(Path file, int lineBytes, int writers, Duration time)
      throws IOException, InterruptedException {
    try (RawAppends raw = new RawAppends(file, lineBytes)) {
      return Writers.rate(writers, time, (_, _) -> raw.append());
    }
  }

  /** Returns when a sync that began after the call covers its bytes; one caller leads for all. */
  private void append() throws IOException {
    lock.lock();
    try {
      long mine = ++asked;
      while (done < mine) {
        if (busy) {
          written.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void lead() throws IOException {
    busy = true;
    long upTo = asked;
    int bytes = (int) Math.min((upTo - done) * lineBytes, buffer.capacity());
    lock.unlock();
    try {
      buffer.clear().limit(bytes);
      while (buffer.hasRemaining()) {
        int _ = channel.write(buffer);
      }
      channel.force(false);
    } finally {
      lock.lock();
      busy = false;
      done = upTo;
      written.signalAll();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
