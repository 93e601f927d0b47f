package dev.cairn.log.internal;

import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder in which a store is being made, and which was missing or empty before. It knows which
 * files this work has made, so that they, and no file of anybody who came meanwhile, can be taken
 * back. Thread-safe.
 */
final class FreshFolder {

  private final Disk disk;
  private final Path path;
  private final Set<Path> made = new TreeSet<>();

  private FreshFolder(Disk disk, Path path) {
    this.disk = disk;
    this.path = path;
  }

  /**
   * Makes the folder where it is missing. A lock that nobody needs any more, and an empty folder
   * for indexes or processors, are as good as nothing.
   *
   * @throws StoreUnavailableException if it holds something
   */
  static FreshFolder claim(Disk disk, Path path) throws IOException {
    disk.createFolders(path);
    for (String name : disk.list(path)) {
      boolean nothing =
          name.equals(StoreLock.NAME)
              || name.equals(StoreLock.NEXT)
              || (isOfStore(name) && disk.list(path.resolve(name)).isEmpty());
      if (!nothing) {
        throw new StoreUnavailableException(
            path.toString(),
            "a new store needs a folder that is missing or empty, and '%s' is there"
                .formatted(name),
            null);
      }
    }
    return new FreshFolder(disk, path);
  }

  private static boolean isOfStore(String folder) {
    return folder.equals(IndexNames.FOLDER) || folder.equals(StateCopy.FOLDER);
  }

  Path path() {
    return path;
  }

  synchronized void made(Path file) {
    made.add(file);
  }

  synchronized void moved(Path from, Path to) {
    if (made.remove(from)) {
      made.add(to);
    }
  }

  synchronized void gone(Path file) {
    made.remove(file);
  }

  synchronized boolean isOurs(Path file) {
    return made.contains(file);
  }

  /** All files that were made and are still there. */
  synchronized List<Path> files() {
    return List.copyOf(made);
  }

  /** Deletes the files that were made. */
  void clear() throws IOException {
    for (Path file : files()) {
      disk.delete(file);
    }
  }

  /** The same after a failure, as far as it can be done; that failure is the one to tell. */
  void clearAfter(Exception failure) {
    try {
      clear();
    } catch (IOException more) {
      if (!more.equals(failure)) {
        failure.addSuppressed(more);
      }
    }
  }
}
