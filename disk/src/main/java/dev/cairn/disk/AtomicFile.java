package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Whole small files, replaced so that after a power cut there is the old file or the new one: write
 * a new file, sync it, rename it over the old one, sync the folder.
 */
public final class AtomicFile {

  /** Largest file that {@link #read} takes into memory, in bytes. */
  public static final int READ_BYTES_MAX = 1 << 30;

  private AtomicFile() {}

  /**
   * Writes a file, replacing the one of that name. If it throws, the old file or the new one is
   * there, and the file it wrote first is gone if it could be deleted.
   */
  public static void write(Disk disk, Path file, ByteBuffer contents) throws IOException {
    write(disk, file, file.resolveSibling(file.getFileName() + ".new"), contents);
  }

  /**
   * Like {@link #write(Disk, Path, ByteBuffer)}, for a file that several processes may write at the
   * same time: each names a file of its own, in the same folder, which it writes first.
   */
  public static void write(Disk disk, Path file, Path fresh, ByteBuffer contents)
      throws IOException {
    write(disk, file, fresh, contents, false);
  }

  /**
   * Like {@link #write(Disk, Path, ByteBuffer)}, for a secret: nobody but its owner has a right to
   * the file before a byte is in it.
   */
  public static void writeOwnerOnly(Disk disk, Path file, ByteBuffer contents) throws IOException {
    write(disk, file, file.resolveSibling(file.getFileName() + ".new"), contents, true);
  }

  private static void write(
      Disk disk, Path file, Path fresh, ByteBuffer contents, boolean ownerOnly) throws IOException {
    disk.delete(fresh);
    try {
      try (DiskFile out = disk.open(fresh, Disk.Access.CREATE)) {
        if (ownerOnly) {
          disk.ownerOnly(fresh);
        }
        out.write(contents, 0);
        out.sync();
      }
      disk.rename(fresh, file);
    } catch (IOException e) {
      discard(disk, fresh, e);
      throw e;
    }
    Path folder = file.getParent();
    if (folder != null) {
      disk.syncFolder(folder);
    }
  }

  /** Gives back the space of a file that did not come about; the first error is the one to tell. */
  private static void discard(Disk disk, Path fresh, IOException first) {
    try {
      disk.delete(fresh);
    } catch (IOException more) {
      if (!more.equals(first)) {
        first.addSuppressed(more);
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it has more than {@link #READ_BYTES_MAX} bytes
   */
  public static byte[] read(Disk disk, Path file) throws IOException {
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      long size = in.size();
      if (size > READ_BYTES_MAX) {
        throw new IOException(
            "%s has %d bytes, the limit is %d".formatted(file, size, READ_BYTES_MAX));
      }
      ByteBuffer contents = ByteBuffer.allocate((int) size);
      int read = in.read(contents, 0);
      return read == size ? contents.array() : java.util.Arrays.copyOf(contents.array(), read);
    }
  }
}
