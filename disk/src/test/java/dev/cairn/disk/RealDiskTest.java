package dev.cairn.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The errors of the real disk: each names the file, and no folder is taken for one. */
final class RealDiskTest {

  @TempDir private Path folder;

  private final Disk disk = new RealDisk();

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3});
  }

  private static void assertNames(Path path, Executable failing) {
    IOException failure = assertThrows(IOException.class, failing);
    assertTrue(
        String.valueOf(failure.getMessage()).startsWith(path + ": ")
            || String.valueOf(failure.getMessage()).equals(path.toString()),
        failure::toString);
  }

  @Test
  void anErrorOfANameNamesIt() throws IOException {
    Path missing = folder.resolve("missing");
    Path inside = missing.resolve("file");
    Path file = Files.write(folder.resolve("file"), new byte[] {1});

    assertNames(missing, () -> disk.open(missing, Disk.Access.READ));
    assertNames(missing, () -> disk.open(missing, Disk.Access.WRITE));
    assertNames(inside, () -> disk.open(inside, Disk.Access.CREATE));
    assertNames(file, () -> disk.open(file, Disk.Access.CREATE));
    assertNames(folder, () -> disk.open(folder, Disk.Access.WRITE));
    assertNames(missing, () -> disk.syncFolder(missing));
    assertNames(file, () -> disk.list(file));
    assertNames(file, () -> disk.createFolders(file));
    assertNames(folder, () -> disk.tryLock(folder));
    IOException rename =
        assertThrows(IOException.class, () -> disk.rename(missing, folder.resolve("to")));
    assertTrue(String.valueOf(rename.getMessage()).contains(missing.toString()), rename::toString);
  }

  @Test
  void anErrorOfAClosedFileNamesIt() throws IOException {
    Path path = folder.resolve("file");
    DiskFile file = disk.open(path, Disk.Access.CREATE);
    file.close();

    for (Executable call :
        List.<Executable>of(
            () -> file.read(ByteBuffer.allocate(1), 0),
            () -> file.write(bytes(), 0),
            file::sync,
            file::size,
            () -> file.truncate(0))) {
      FileSystemException failure = assertThrows(FileSystemException.class, call);
      assertEquals(path + ": the file is closed", failure.getMessage());
    }
  }

  /** Reading where a process has no memory is a true I/O error of the system. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anErrorOfTheSystemNamesTheFileAndKeepsItsWords() throws IOException {
    Path path = Path.of("/proc/self/mem");
    try (DiskFile file = disk.open(path, Disk.Access.READ)) {
      FileSystemException failure =
          assertThrows(FileSystemException.class, () -> file.read(ByteBuffer.allocate(8), 0));

      assertEquals(path + ": " + failure.getReason(), failure.getMessage());
      assertNotEquals("null", failure.getReason());
    }
  }

  /** The file system of processes has no space at all, yet that is not why this sync fails. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFailedSyncIsNotTakenForAFullDisk() throws IOException {
    Path path = Path.of("/proc/self/mem");
    assertEquals(0, Files.getFileStore(path).getUsableSpace());
    try (DiskFile file = disk.open(path, Disk.Access.READ)) {
      assertInstanceOf(FileSystemException.class, assertThrows(IOException.class, file::sync));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceWithoutSpaceIsAFullDisk() throws IOException {
    Path path = Path.of("/dev/full");
    try (DiskFile file = disk.open(path, Disk.Access.WRITE)) {
      DiskFullException full = assertThrows(DiskFullException.class, () -> file.write(bytes(), 0));

      assertTrue(String.valueOf(full.getMessage()).startsWith(path + ": "), full::toString);
    }
  }

  /** None of these needs a user without rights: the system cannot tell for anybody. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatTheSystemCannotTellIsAnError() throws IOException {
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    Path lost = Files.createSymbolicLink(folder.resolve("lost"), folder.resolve("missing"));
    Path tooLong = folder.resolve("x".repeat(300));

    for (Path path : List.of(loop, lost, tooLong)) {
      assertNames(path, () -> disk.exists(path));
    }
    assertNames(loop, () -> disk.list(loop));
  }

  @Test
  void aFolderIsNotDeletedAsAFile() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path linked = Files.createSymbolicLink(folder.resolve("link"), empty);

    assertEquals(
        empty + ": it is a folder, not a file",
        assertThrows(FileSystemException.class, () -> disk.delete(empty)).getMessage());
    disk.delete(linked);

    assertEquals(List.of("empty"), disk.list(folder));
  }

  @Test
  void aFileTooLargeForMemoryIsRefused() throws IOException {
    Path path = folder.resolve("large");
    try (DiskFile file = disk.open(path, Disk.Access.CREATE)) {
      file.write(ByteBuffer.allocate(1), AtomicFile.READ_BYTES_MAX); // Sparse: it takes no space.
    }

    assertEquals(
        path + " has 1073741825 bytes, the limit is 1073741824",
        assertThrows(IOException.class, () -> AtomicFile.read(disk, path)).getMessage());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void rightsOfOthersAreTakenAndTold() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {1});
    for (String rights : List.of("rw-r-----", "rw-----w-", "rwx--x---")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
      assertFalse(disk.isOwnerOnly(file), rights);
    }
    disk.ownerOnly(file);
    assertTrue(disk.isOwnerOnly(file));
    assertEquals("rwx------", rights(file));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSecretIsTheOwnersBeforeAByteIsInIt() throws IOException {
    Path file = folder.resolve("secret");
    Disk watched =
        new ForwardingDisk(disk) {
          @Override
          public void ownerOnly(Path path) throws IOException {
            assertEquals(0, Files.size(path));
            super.ownerOnly(path);
          }
        };
    for (int i = 0; i < 2; i++) {
      AtomicFile.writeOwnerOnly(watched, file, bytes());
      assertEquals("rw-------", rights(file));
      assertEquals(3, Files.size(file));
    }
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
