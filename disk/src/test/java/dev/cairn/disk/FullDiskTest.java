package dev.cairn.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 256 KiB and 12 names in memory, filled up; mounting it takes root, on Linux. */
@Tag("process")
final class FullDiskTest {

  private static final int DISK_BYTES = 256 << 10;
  private static final int DISK_FILES = 12;

  @TempDir private Path folder;

  private final Disk disk = new RealDisk();
  private boolean mounted;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    mounted =
        succeeds(
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=" + DISK_BYTES + ",nr_inodes=" + DISK_FILES,
            "tmpfs",
            folder.toString());
    assumeTrue(mounted, "needs the right to mount a small file system in memory");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    assertTrue(!mounted || succeeds("umount", folder.toString()));
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.wrap(new byte[size]);
  }

  private static void assertFull(Path path, DiskFullException full) {
    assertTrue(String.valueOf(full.getMessage()).startsWith(path + ": "), full::toString);
  }

  @Test
  void aWriteBeyondTheSpaceIsToldAndHarmsNothingWrittenBefore() throws IOException {
    Path path = folder.resolve("events.log");
    byte[] before = {1, 2, 3};
    try (DiskFile file = disk.open(path, Disk.Access.CREATE)) {
      file.write(ByteBuffer.wrap(before), 0);
      file.sync();

      assertFull(
          path, assertThrows(DiskFullException.class, () -> file.write(bytes(2 * DISK_BYTES), 3)));
      file.truncate(3);
      file.sync();

      assertArrayEquals(before, AtomicFile.read(disk, path));
      file.write(bytes(DISK_BYTES / 2), 3);
      file.sync();
      assertEquals(3 + DISK_BYTES / 2, file.size());
    }
  }

  @Test
  void anAtomicFileStaysTheOldOneAndGivesItsSpaceBack() throws IOException {
    Path path = folder.resolve("store.json");
    byte[] old = {1, 2, 3};
    AtomicFile.write(disk, path, ByteBuffer.wrap(old));

    assertFull(
        folder.resolve("store.json.new"),
        assertThrows(
            DiskFullException.class, () -> AtomicFile.write(disk, path, bytes(2 * DISK_BYTES))));

    assertArrayEquals(old, AtomicFile.read(disk, path));
    assertEquals(List.of("store.json"), disk.list(folder));
    AtomicFile.write(disk, path, bytes(DISK_BYTES / 2));
    assertEquals(DISK_BYTES / 2, Files.size(path));
  }

  @Test
  void aNameForWhichThereIsNoSpaceIsToldLikeBytes() throws IOException {
    for (int i = 0; i < DISK_FILES - 1; i++) {
      disk.open(folder.resolve("file-" + i), Disk.Access.CREATE).close();
    }
    Path more = folder.resolve("more");
    assertFull(
        more, assertThrows(DiskFullException.class, () -> disk.open(more, Disk.Access.CREATE)));
    assertFull(more, assertThrows(DiskFullException.class, () -> disk.createFolders(more)));
    disk.delete(folder.resolve("file-0"));
    disk.open(more, Disk.Access.CREATE).close();
  }
}
