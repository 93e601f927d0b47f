package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file opened for reading and writing, behind a {@link FileChannel}: used by threads that nobody
 * interrupts, since an interrupt closes the channel.
 */
final class RealFile implements DiskFile {

  private final Path path;
  private final FileChannel channel;

  RealFile(Path path, StandardOpenOption... more) throws IOException {
    this.path = path;
    StandardOpenOption[] options = new StandardOpenOption[more.length + 2];
    options[0] = StandardOpenOption.READ;
    options[1] = StandardOpenOption.WRITE;
    System.arraycopy(more, 0, options, 2, more.length);
    this.channel = FileChannel.open(path, options);
  }

  @Override
  public int read(ByteBuffer into, long at) throws IOException {
    int total = 0;
    while (into.hasRemaining()) {
      int read = channel.read(into, at + total);
      if (read < 0) {
        break;
      }
      total += read;
    }
    return total;
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
      return Files.getFileStore(path).getUsableSpace() == 0;
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public void sync() throws IOException {
    channel.force(false);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
