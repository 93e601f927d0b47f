package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.DiskLock;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The disk's contract while nothing fails, and the faults as they were asked for. */
final class FaultyDiskTest extends DiskConformance {

  private static final Path FOLDER = Path.of("/store");
  private static final Path FILE = FOLDER.resolve("file");

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path folder() {
    return FOLDER;
  }

  @BeforeEach
  void makeFolder() throws IOException {
    disk.createFolders(FOLDER);
    disk.forgetCalls();
  }

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3});
  }

  @Test
  void theNthCallFailsOnce() throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.CREATE)) {
      disk.inject(Fault.at(Operation.WRITE, 2, () -> new DiskFullException("no space")));
      file.write(bytes(), 0);
      assertThrows(DiskFullException.class, () -> file.write(bytes(), 3));
      assertEquals(3, file.size());
      file.write(bytes(), 3);
      assertEquals(6, file.size());
    }
  }

  @Test
  void aLastingFaultFailsUntilItIsHealed() throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.CREATE)) {
      disk.inject(Fault.next(Operation.SYNC).forEver());
      assertThrows(IOException.class, file::sync);
      assertThrows(IOException.class, file::sync);
      disk.heal();
      file.sync();
    }
    assertEquals(3, disk.count(Operation.SYNC));
  }

  @Test
  void aFaultMayConcernOneFileAlone() throws IOException {
    disk.inject(Fault.next(Operation.OPEN).in("file"));

    disk.open(FOLDER.resolve("other"), Disk.Access.CREATE).close();
    assertThrows(IOException.class, () -> disk.open(FILE, Disk.Access.CREATE));
  }

  @Test
  void aShortWriteLeavesItsFirstBytes() throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.CREATE)) {
      disk.inject(Fault.next(Operation.WRITE).afterBytes(2));
      assertThrows(IOException.class, () -> file.write(bytes(), 0));
      assertEquals(2, file.size());
    }
  }

  @Test
  void aFailedCloseClosesAllTheSame() throws IOException {
    DiskFile file = disk.open(FILE, Disk.Access.CREATE);
    disk.inject(Fault.next(Operation.CLOSE));

    assertThrows(IOException.class, file::close);
    assertThrows(IOException.class, file::size);
  }

  @Test
  void aWatcherIsToldOfEachCallBeforeItIsMadeAndMayMakeItFail() throws IOException {
    List<String> told = new ArrayList<>();
    disk.watch((number, call) -> {
      told.add(number + " " + call.operation() + " " + memory.exists(FILE));
      if (number == 2) {
        throw new IOException("no");
      }
    });

    DiskFile file = disk.open(FILE, Disk.Access.CREATE);
    assertThrows(IOException.class, file::close);
    disk.delete(FILE);

    assertEquals(List.of("1 OPEN false", "2 CLOSE true", "3 DELETE true"), told);
  }

  @Test
  void whatIsOpenIsKnownUntilItIsClosed() throws IOException {
    Path lock = FOLDER.resolve("lock");
    DiskFile once = disk.open(FILE, Disk.Access.CREATE);
    DiskFile twice = disk.open(FILE, Disk.Access.READ);
    DiskLock held = disk.tryLock(lock).orElseThrow();
    assertEquals(List.of(FILE, FILE, lock), disk.openFiles());

    twice.close();
    twice.close();
    assertEquals(List.of(FILE, lock), disk.openFiles());

    held.close();
    once.close();
    assertEquals(List.of(), disk.openFiles());
    assertThrows(IOException.class, () -> disk.open(FOLDER.resolve("none"), Disk.Access.READ));
    assertEquals(List.of(), disk.openFiles());
  }

  @Test
  void everyCallIsRemembered() throws IOException {
    AtomicFile.write(disk, FILE, bytes());

    Path fresh = FOLDER.resolve("file.new");
    assertEquals(
        List.of(
            new FaultyDisk.Call(Operation.DELETE, fresh),
            new FaultyDisk.Call(Operation.OPEN, fresh),
            new FaultyDisk.Call(Operation.WRITE, fresh),
            new FaultyDisk.Call(Operation.SYNC, fresh),
            new FaultyDisk.Call(Operation.CLOSE, fresh),
            new FaultyDisk.Call(Operation.RENAME, FILE),
            new FaultyDisk.Call(Operation.SYNC_FOLDER, FOLDER)),
        disk.calls());
  }

  @Test
  void everyKindOfCallCanFail() throws IOException {
    try (DiskFile file = disk.open(FILE, Disk.Access.CREATE)) {
      for (Operation operation : Operation.values()) {
        disk.inject(Fault.next(operation));
        assertThrows(IOException.class, () -> call(operation, file), operation::toString);
        disk.heal();
      }
    }
  }

  private void call(Operation operation, DiskFile file) throws IOException {
    switch (operation) {
      case OPEN -> disk.open(FILE, Disk.Access.READ).close();
      case READ -> file.read(ByteBuffer.allocate(1), 0);
      case WRITE -> file.write(bytes(), 0);
      case SYNC -> file.sync();
      case SIZE -> file.size();
      case TRUNCATE -> file.truncate(0);
      case CLOSE -> disk.open(FILE, Disk.Access.READ).close();
      case CREATE_FOLDERS -> disk.createFolders(FOLDER);
      case SYNC_FOLDER -> disk.syncFolder(FOLDER);
      case LIST -> disk.list(FOLDER);
      case EXISTS -> disk.exists(FILE);
      case RENAME -> disk.rename(FILE, FILE);
      case DELETE -> disk.delete(FILE);
      case LOCK -> disk.tryLock(FILE);
    }
  }
}
