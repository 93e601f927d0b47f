package dev.cairn.testkit;

import dev.cairn.disk.Disk;
import dev.cairn.disk.RealDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the machine keeps the disk's contract. */
final class RealDiskConformanceTest extends DiskConformance {

  @TempDir private Path folder;

  @Override
  protected Disk disk() {
    return new RealDisk();
  }

  @Override
  protected Path folder() {
    return folder;
  }
}
