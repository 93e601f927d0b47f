package dev.cairn.log.proof;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One process's view of a disk: when the process dies, its locks are free. */
final class MortalDisk extends PlantedDisk {

  private final List<DiskLock> locks = new ArrayList<>();

  MortalDisk(Disk disk) {
    super(disk);
  }

  @Override
  public synchronized Optional<DiskLock> tryLock(Path file) throws IOException {
    Optional<DiskLock> lock = super.tryLock(file);
    lock.ifPresent(locks::add);
    return lock;
  }

  /** The process is dead: the system frees its locks. */
  synchronized void freeLocks() throws IOException {
    for (DiskLock lock : locks) {
      lock.close();
    }
  }
}
