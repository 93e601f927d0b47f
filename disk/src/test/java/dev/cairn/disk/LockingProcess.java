package dev.cairn.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A program that tries to take a lock, says whether it did, and holds it until its input ends. */
final class LockingProcess {

  private LockingProcess() {}

  public static void main(String[] args) throws IOException {
    Optional<DiskLock> lock = new RealDisk().tryLock(Path.of(args[0]));
    System.out.println(lock.isPresent() ? "locked" : "refused");
    while (lock.isPresent() && System.in.read() >= 0) {
      // Holds on.
    }
  }
}
