package dev.cairn.log.internal;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What processors keep beside a log, as of one moment: how far they are, and how often their leases
 * changed hands. What is in the files is theirs; each is replaced as a whole. Locks are left out.
 *
 * @param files what is in each file, by its name
 */
record StateCopy(SortedMap<String, ByteBuffer> files) {

  /** The folder in that of a store. */
  static final String FOLDER = "state";

  /** Reads it; there may be none. */
  static StateCopy read(Disk disk, Path store) throws IOException {
    Path folder = store.resolve(FOLDER);
    SortedMap<String, ByteBuffer> files = new TreeMap<>();
    for (String name : disk.list(folder)) {
      if (name.endsWith(".json") || name.endsWith(".epoch")) {
        try {
          files.put(name, ByteBuffer.wrap(AtomicFile.read(disk, folder.resolve(name))));
        } catch (NoSuchFileException e) {
          // Its processor was taken out of use meanwhile.
        }
      }
    }
    return new StateCopy(files);
  }

  /** Writes it into a store that is being made; it is durable when this returns. */
  void write(Disk disk, FreshFolder fresh) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    Path folder = fresh.path().resolve(FOLDER);
    disk.createFolders(folder);
    for (var each : files.entrySet()) {
      Path file = folder.resolve(each.getKey());
      try (DiskFile out = disk.open(file, Disk.Access.CREATE)) {
        fresh.made(file);
        out.write(each.getValue().duplicate(), 0);
        out.sync();
      }
    }
    disk.syncFolder(folder);
  }
}
