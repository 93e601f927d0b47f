package dev.cairn.cli;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that is there as a whole or not at all: written under another name beside it, synced, and
 * given its name by {@link #finish}. Without that nothing is left of it once it is closed. Used by
 * one thread.
 */
final class NewFile extends OutputStream {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Disk disk;
  private final Path file;
  private final Path fresh;
  private final boolean overwrite;
  private final DiskFile out;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long length;
  private boolean finished;

  private NewFile(Disk disk, Path file, Path fresh, boolean overwrite) throws IOException {
    this.disk = disk;
    this.file = file;
    this.fresh = fresh;
    this.overwrite = overwrite;
    this.out = disk.open(fresh, Disk.Access.CREATE);
  }

  /**
   * Begins a file.
   *
   * @param overwrite whether a file of that name may be replaced; else it is refused
   */
  static NewFile create(Disk disk, Path file, boolean overwrite) throws IOException {
    checkFree(disk, file, overwrite);
    String name = "%s.%d.new".formatted(file.getFileName(), ProcessHandle.current().pid());
    return new NewFile(disk, file, file.resolveSibling(name), overwrite);
  }

  private static void checkFree(Disk disk, Path file, boolean overwrite) throws IOException {
    if (!overwrite && disk.exists(file)) {
      throw CommandException.withExit(
          Exit.CONFLICT, "%s is there already; --overwrite replaces it".formatted(file));
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count > buffer.remaining()) {
      drain();
    }
    if (count > buffer.capacity()) {
      put(ByteBuffer.wrap(bytes, offset, count));
    } else {
      buffer.put(bytes, offset, count);
    }
  }

  private void drain() throws IOException {
    put(buffer.flip());
    buffer.clear();
  }

  private void put(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    out.write(bytes, length);
    length += count;
  }

  /** Makes the file durable, then gives it its name. */
  void finish() throws IOException {
    drain();
    out.sync();
    checkFree(disk, file, overwrite);
    disk.rename(fresh, file);
    finished = true;
    disk.syncFolder(folder());
  }

  private Path folder() {
    Path folder = file.getParent();
    return folder == null ? Path.of(".") : folder;
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (!finished) {
      disk.delete(fresh);
    }
  }

  /** What to say of a file that cannot be written. */
  static CommandException unwritable(Path file, IOException error) {
    String why =
        switch (error) {
          case DiskFullException _ -> "no space is left";
          case NoSuchFileException _ -> "its folder is not there";
          case AccessDeniedException _ -> "permission denied";
          default -> String.valueOf(error.getMessage());
        };
    return CommandException.withExit(
        Exit.UNAVAILABLE, "cannot write %s: %s; nothing of it was left".formatted(file, why));
  }
}
