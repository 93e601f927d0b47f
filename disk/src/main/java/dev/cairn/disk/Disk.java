package dev.cairn.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A disk as a store that must survive a power cut sees it.
 *
 * <p>What is promised: after {@link DiskFile#sync} returned, what was written to that file before
 * is durable; after {@link #syncFolder} returned, so are the names that were created, renamed or
 * deleted in that folder before. Everything else may be lost, torn or reordered by a power cut: the
 * bytes of an unsynced write in any combination of sectors, a name without its contents, contents
 * without their name. {@link #rename} is atomic: after a power cut the new name is the old file or
 * the new one, never a mixture.
 *
 * <p>After a failed sync nothing is known about what was written before it, and a second sync that
 * succeeds proves nothing.
 *
 * <p>Thread-safe. No call is cut short by an interrupt of its thread, which keeps its interrupt
 * status.
 */
public interface Disk {

  /** How a file is opened. */
  enum Access {
    /** For reading; it must exist. */
    READ,
    /** For reading and writing; it must exist. */
    WRITE,
    /** For reading and writing; it must not exist yet. */
    CREATE
  }

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if it must exist and does not, or the folder does not
   * @throws java.nio.file.FileAlreadyExistsException if it must not exist and does
   */
  DiskFile open(Path file, Access access) throws IOException;

  /**
   * Makes a folder, and those it lies in, where they are missing, and makes their names durable.
   */
  void createFolders(Path folder) throws IOException;

  /**
   * Does what {@link DiskFile#sync} does for each of these files; in no order, and at the same time
   * where that is faster. If it throws, any of them may have been synced.
   */
  default void syncFiles(Collection<Path> files) throws IOException {
    for (Path path : files) {
      try (DiskFile file = open(path, Access.WRITE)) {
        file.sync();
      }
    }
  }

  /** Makes the names in a folder durable. */
  void syncFolder(Path folder) throws IOException;

  /**
   * The names in a folder, sorted; empty where there is no such folder.
   *
   * @throws IOException if they cannot be told
   */
  List<String> list(Path folder) throws IOException;

  /**
   * Whether there is a file or folder of that name; below a file there is nothing. What cannot be
   * told is never taken for absence.
   *
   * @throws IOException if it cannot be told: for lack of a right, after an I/O error, where a
   *     symbolic link leads nowhere
   */
  boolean exists(Path path) throws IOException;

  /**
   * The first bytes of a file, read-only: as many as are asked for, as there are, and at most 2
   * GiB. Nobody may write to them any more; what lies behind them may grow. They stay what they are
   * when the file is renamed, deleted or replaced, and cost no heap where the system can map files.
   * A part that cannot be read shows as an {@link InternalError}.
   */
  default ByteBuffer map(Path file, long most) throws IOException {
    try (DiskFile in = open(file, Access.READ)) {
      int size = (int) Math.min(Math.min(most, in.size()), AtomicFile.READ_BYTES_MAX);
      ByteBuffer bytes = ByteBuffer.allocate(size);
      int read = in.read(bytes, 0);
      return bytes.position(0).limit(read).asReadOnlyBuffer();
    }
  }

  /**
   * Takes the rights to a file or folder from everybody but its owner, where the system knows such
   * rights; what lies in the folder is then out of the reach of others as well. Does nothing where
   * it is not overridden.
   */
  default void ownerOnly(Path path) throws IOException {}

  /**
   * Whether nobody but its owner has a right to a file or folder, as after {@link #ownerOnly}; true
   * where the system knows no such rights, and where it is not overridden.
   */
  default boolean isOwnerOnly(Path path) throws IOException {
    return true;
  }

  /** Gives a file another name, replacing the file of that name if there is one. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file if it is there; a folder is refused and stays. */
  void delete(Path file) throws IOException;

  /**
   * Takes the exclusive lock on a file, making the file if it is missing, or returns at once if
   * another process, or anybody in this one, holds it. Nothing else may open the file.
   */
  Optional<DiskLock> tryLock(Path file) throws IOException;
}
