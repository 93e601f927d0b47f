package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;

/**
 * A file behind a {@link FileChannel}.
 *
 * <p>The JDK closes a channel for everyone when a thread that uses it is interrupted. A file opened
 * for reading therefore opens its channel again when that happened, so that an interrupted reader
 * disturbs nobody, and gives the thread its interrupt status back. A file opened for writing stays
 * closed, since nobody knows what the cut-short write did: its users see an {@link IOException}.
 */
final class RealFile implements DiskFile {

  private final Path path;
  private final boolean readOnly;
  private volatile FileChannel channel;
  private volatile boolean closed;

  RealFile(Path path, Disk.Access access) throws IOException {
    this.path = path;
    this.readOnly = access == Disk.Access.READ;
    this.channel = FileChannel.open(path, options(access));
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
    boolean interrupted = Thread.interrupted();
    int start = into.position();
    try {
      while (true) {
        FileChannel used = channel;
        try {
          return readFully(used, into, at);
        } catch (ClosedChannelException e) {
          interrupted |= Thread.interrupted();
          into.position(start);
          reopenAfter(used, e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static int readFully(FileChannel from, ByteBuffer into, long at) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = from.read(into, at + total);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  private synchronized void reopenAfter(FileChannel broken, ClosedChannelException cause)
      throws IOException {
    if (closed || !readOnly) {
      throw cause;
    }
    if (channel.equals(broken)) {
      channel = FileChannel.open(path, options(Disk.Access.READ));
    }
  }

  @Override
  public void write(ByteBuffer from, long at) throws IOException {
    try {
      long next = at;
      while (from.hasRemaining()) {
        next += channel.write(from, next);
      }
    } catch (IOException e) {
      throw isFull(e) ? new DiskFullException(e) : e;
    }
  }

  /** The JDK tells a full disk only by the system's message, in the language of the process. */
  private boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("no space left") || message.contains("quota")) {
      return true;
    }
    try {
      return java.nio.file.Files.getFileStore(path).getUsableSpace() == 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void sync() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw isFull(e) ? new DiskFullException(e) : e;
    }
  }

  @Override
  public long size() throws IOException {
    while (true) {
      FileChannel used = channel;
      try {
        return used.size();
      } catch (ClosedChannelException e) {
        reopenAfter(used, e);
      }
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
