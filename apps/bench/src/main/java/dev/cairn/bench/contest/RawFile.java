package dev.cairn.bench.contest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The limit of the machine: as many bytes as the log writes, from one reused direct buffer through
 * one channel, grouped and synced in the same way, and nothing else. Limit A writes to a file that
 * grows; limit B to space that was written before, from its beginning again when it is used up.
 */
public final class RawFile implements Appender {

  /** A group has at most as many appends, and as many bytes, as one of the log. */
  private static final int GROUP_APPENDS_MAX = 1_024;

  private static final int BUFFER_BYTES = 8 << 20;
  private static final long PREPARED_BYTES = 32 << 20;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final GroupCommit<Integer> commits;
  private final int batch;
  private final int appendBytes;
  private final long wrapAt;
  private final boolean synced;
  private long at;

  private RawFile(Path file, int batch, int appendBytes, boolean prepared, boolean synced)
      throws IOException {
    if (appendBytes > BUFFER_BYTES) {
      throw new IllegalArgumentException(
          "an append has at most %d bytes, not %d".formatted(BUFFER_BYTES, appendBytes));
    }
    this.batch = batch;
    this.appendBytes = appendBytes;
    this.synced = synced;
    int groupMax = Math.min(GROUP_APPENDS_MAX, BUFFER_BYTES / appendBytes);
    commits = new GroupCommit<>(groupMax, group -> write(group.size()));
    wrapAt = prepared ? PREPARED_BYTES : Long.MAX_VALUE;
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    while (buffer.hasRemaining()) {
      buffer.put((byte) '\n');
    }
    if (prepared && channel.size() < PREPARED_BYTES) {
      for (long done = 0; done < PREPARED_BYTES; done += BUFFER_BYTES) {
        writeAll(buffer.rewind(), done);
      }
      channel.force(true);
    }
  }

  /** Limit A: a file that grows. */
  public static RawFile growing(Path file, int batch, int appendBytes) throws IOException {
    return new RawFile(file, batch, appendBytes, false, true);
  }

  /** Limit B: space prepared ahead, now or by an earlier one with this file. */
  public static RawFile prepared(Path file, int batch, int appendBytes) throws IOException {
    return new RawFile(file, batch, appendBytes, true, true);
  }

  /** The limit of a log that does not wait for a sync: a file that grows and is never synced. */
  public static RawFile unsynced(Path file, int batch, int appendBytes) throws IOException {
    return new RawFile(file, batch, appendBytes, false, false);
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public void append(int stream, long version) throws Exception {
    commits.append(stream);
  }

  private void write(int appends) throws IOException {
    int bytes = appends * appendBytes;
    if (at + bytes > wrapAt) {
      at = 0;
    }
    writeAll(buffer.clear().limit(bytes), at);
    if (synced) {
      channel.force(false);
    }
    at += bytes;
  }

  private void writeAll(ByteBuffer from, long offset) throws IOException {
    for (long to = offset; from.hasRemaining(); ) {
      to += channel.write(from, to);
    }
  }

  /**
   * One thread hands over appends, at most so many unanswered, and another one writes what waits.
   */
  public Sample runAsync(int inFlight, Duration time) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    AtomicLong asked = new AtomicLong();
    Thread caller = Thread.currentThread();
    Thread writer =
        Thread.ofPlatform()
            .daemon(true)
            .start(() -> {
              try {
                for (long done = 0; !Thread.currentThread().isInterrupted(); ) {
                  long group = Math.min(asked.get() - done, GROUP_APPENDS_MAX);
                  if (group == 0) {
                    LockSupport.park(asked);
                  } else {
                    write((int) group);
                    done += group;
                    free.release((int) group);
                  }
                }
              } catch (IOException e) {
                caller.interrupt();
              }
            });
    long start = System.nanoTime();
    long end = start + time.toNanos();
    while (System.nanoTime() < end) {
      free.acquire();
      asked.incrementAndGet();
      LockSupport.unpark(writer);
    }
    free.acquire(inFlight);
    double rate = asked.get() * 1e9 / (System.nanoTime() - start);
    writer.interrupt();
    writer.join();
    return new Sample(rate, new dev.cairn.bench.figures.Histogram());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
