package dev.cairn.proofs.internal;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Locks that are held for a moment only, so that whoever needs one waits for it. */
final class Waiting {

  private static final long RETRY_NANOS = Duration.ofMillis(2).toNanos();

  private Waiting() {}

  /**
   * Takes a lock.
   *
   * @throws IOException if another one held it all the time
   */
  static DiskLock lock(Disk disk, Path file, Duration wait) throws IOException {
    long begun = System.nanoTime();
    while (true) {
      Optional<DiskLock> lock = disk.tryLock(file);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - begun > wait.toNanos()) {
        throw new IOException(
            "another process has held the lock %s for %d s".formatted(file, wait.toSeconds()));
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }
}
