package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * A file behind an {@link AsynchronousFileChannel} that does its work in the thread of its caller.
 *
 * <p>A {@link java.nio.channels.FileChannel} is closed for everyone when a thread that uses it is
 * interrupted, and a file that was renamed since cannot be opened again by its name. This kind of
 * channel does not look at interrupts at all: no call is cut short by one, and the thread keeps its
 * interrupt status.
 */
final class RealFile implements DiskFile {

  private final Path path;
  private final AsynchronousFileChannel channel;

  RealFile(Path path, Disk.Access access) throws IOException {
    this.path = path;
    this.channel =
        AsynchronousFileChannel.open(
            path, options(access), RealDisk.isWindows() ? null : CallingThread.EXECUTOR);
  }

  private static Set<OpenOption> options(Disk.Access access) {
    return switch (access) {
      case READ -> Set.of(StandardOpenOption.READ);
      case WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
      case CREATE ->
          Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    };
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    try {
      int total = 0;
      while (into.hasRemaining()) {
        int read = done(channel.read(into, at + total));
        if (read < 0) {
          break;
        }
        total += read;
      }
      return total;
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    try {
      long next = at;
      while (from.hasRemaining()) {
        next += done(channel.write(from, next));
      }
    } catch (IOException e) {
      throw saysFull(e) || isFull(e) ? new DiskFullException(path, e) : named(e);
    }
  }

  /** Waits for a result, however often the thread is interrupted meanwhile. */
  static int done(Future<Integer> result) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new IOException("an unexpected error of the channel", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The channel's own errors do not say which file they concern. */
  private IOException named(IOException e) {
    String reason =
        e instanceof ClosedChannelException ? "the file is closed" : String.valueOf(e.getMessage());
    FileSystemException named = new FileSystemException(path.toString(), null, reason);
    named.initCause(e);
    return named;
  }

  /** The JDK tells a full disk only by the system's message, in the language of the process. */
  static boolean saysFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota");
  }

  /**
   * In a language other than English, a write that fails where no space is left failed for that. A
   * sync is not judged so: after another error of it nothing that was written may be relied on.
   */
  private boolean isFull(IOException e) {
    if (e instanceof ClosedChannelException) {
      return false;
    }
    try {
      return Files.getFileStore(path).getUsableSpace() == 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw saysFull(e) ? new DiskFullException(path, e) : named(e);
    }
  }

  @Override
  public long size() throws IOException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
