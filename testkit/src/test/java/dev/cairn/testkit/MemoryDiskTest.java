package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The disk's contract, and what a power cut takes and leaves. */
final class MemoryDiskTest extends DiskConformance {

  private static final int SEEDS = 300;
  private static final Path FOLDER = Path.of("/store");
  private static final Path FILE = FOLDER.resolve("file");
  private static final int SECTOR = MemoryContents.SECTOR_BYTES;

  private final MemoryDisk disk = new MemoryDisk();

  @Override
  protected Disk disk() {
    return disk;
  }

  @Override
  protected Path folder() throws IOException {
    disk.createFolders(FOLDER);
    return FOLDER;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A disk that holds one durable file with these contents. */
  private static MemoryDisk diskWith(String contents) throws IOException {
    MemoryDisk fresh = new MemoryDisk();
    fresh.createFolders(FOLDER);
    try (DiskFile file = fresh.open(FILE, Disk.Access.CREATE)) {
      file.write(bytes(contents), 0);
      file.sync();
    }
    fresh.syncFolder(FOLDER);
    return fresh;
  }

  private static String read(Disk from, Path file) throws IOException {
    return new String(AtomicFile.read(from, file), StandardCharsets.ISO_8859_1);
  }

  @FunctionalInterface
  private interface Action {
    void on(MemoryDisk disk) throws IOException;
  }

  /** All that may be found of a file after an action was cut off before any sync of its own. */
  private static Set<String> outcomes(String before, Action action) throws IOException {
    Set<String> outcomes = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      MemoryDisk fresh = diskWith(before);
      action.on(fresh);
      MemoryDisk left = fresh.powerCut(seed);
      outcomes.add(left.exists(FILE) ? read(left, FILE) : "(gone)");
    }
    return outcomes;
  }

  @Test
  void aFullDiskTakesWhatFitsAndSaysSo() throws IOException {
    MemoryDisk full = diskWith("abc");
    full.setCapacity(5);
    try (DiskFile file = full.open(FILE, Disk.Access.WRITE)) {
      assertThrows(DiskFullException.class, () -> file.write(bytes("defg"), 3));
      assertEquals("abcde", read(full, FILE));
      file.write(bytes("ABC"), 0);
      assertThrows(
          DiskFullException.class,
          () -> full.open(FOLDER.resolve("other"), Disk.Access.CREATE).close());
      file.truncate(4);
      full.open(FOLDER.resolve("other"), Disk.Access.CREATE).close();
    }
    assertEquals("ABCd", read(full, FILE));
    assertEquals(4, full.used());
  }

  @Test
  void whatACutWouldLeaveIsKnownWithoutCutting() throws IOException {
    MemoryDisk on = diskWith("abc");
    try (DiskFile file = on.open(FILE, Disk.Access.WRITE)) {
      file.write(bytes("xyz"), 0);
      for (int seed = 0; seed < 20; seed++) {
        MemoryDisk left = on.afterPowerCut(seed);
        assertTrue(Set.of("abc", "xyz").contains(read(left, FILE)));
      }
      file.sync();
    }
    assertEquals("xyz", read(on.afterPowerCut(1), FILE));
  }

  @Test
  void whatWasSyncedIsThereAfterAPowerCut() throws IOException {
    Set<String> outcomes =
        outcomes(
            "",
            it -> {
              try (DiskFile file = it.open(FILE, Disk.Access.WRITE)) {
                file.write(bytes("x".repeat(2_000)), 0);
                file.truncate(1_500);
                file.sync();
              }
            });

    assertEquals(Set.of("x".repeat(1_500)), outcomes);
  }

  @Test
  void eachSectorOfAnUnsyncedWriteIsLostOrKept() throws IOException {
    String old = "a".repeat(2 * SECTOR);
    String fresh = "b".repeat(2 * SECTOR);

    Set<String> outcomes =
        outcomes(old, it -> it.open(FILE, Disk.Access.WRITE).write(bytes(fresh), 0));

    String a = "a".repeat(SECTOR);
    String b = "b".repeat(SECTOR);
    assertEquals(Set.of(a + a, a + b, b + a, b + b), outcomes);
  }

  @Test
  void aSectorIsNeverTornWithinItself() throws IOException {
    Set<String> outcomes =
        outcomes(
            "start,",
            it -> {
              DiskFile file = it.open(FILE, Disk.Access.WRITE);
              file.write(bytes("one,"), 6);
              file.write(bytes("two"), 10);
            });

    assertEquals(
        Set.of(
            "start,",
            "start,\0\0\0\0",
            "start,\0\0\0\0\0\0\0",
            "start,one,",
            "start,one,\0\0\0",
            "start,one,two"),
        outcomes);
  }

  @Test
  void anUnsyncedTruncateIsLostOrKept() throws IOException {
    Set<String> outcomes =
        outcomes(
            "contents",
            it -> {
              DiskFile file = it.open(FILE, Disk.Access.WRITE);
              file.truncate(3);
            });

    assertTrue(outcomes.containsAll(Set.of("con", "contents")), outcomes::toString);
    outcomes.forEach(found -> assertTrue(found.startsWith("con"), found));
  }

  @Test
  void aSecondPowerCutTakesNothingMore() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      MemoryDisk fresh = diskWith("contents");
      fresh.open(FILE, Disk.Access.WRITE).write(bytes("y".repeat(3 * SECTOR)), 5);
      MemoryDisk once = fresh.powerCut(seed);
      byte[] found = AtomicFile.read(once, FILE);

      assertArrayEquals(found, AtomicFile.read(once.powerCut(seed + 1L), FILE));
    }
  }

  @Test
  void theSameSeedLeavesTheSameDisk() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      MemoryDisk one = diskWith("contents");
      MemoryDisk two = diskWith("contents");
      for (MemoryDisk each : List.of(one, two)) {
        each.open(FILE, Disk.Access.WRITE).write(bytes("z".repeat(20 * SECTOR)), 0);
      }

      assertEquals(read(one.powerCut(seed), FILE), read(two.powerCut(seed), FILE));
    }
  }

  @Test
  void anUnsyncedNameIsLostOrKeptWhateverItsContents() throws IOException {
    Set<Boolean> found = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      MemoryDisk fresh = new MemoryDisk();
      fresh.createFolders(FOLDER);
      try (DiskFile file = fresh.open(FILE, Disk.Access.CREATE)) {
        file.write(bytes("durable"), 0);
        file.sync();
      }
      MemoryDisk left = fresh.powerCut(seed);
      found.add(left.exists(FILE));
      if (left.exists(FILE)) {
        assertEquals("durable", read(left, FILE));
      }
    }
    assertEquals(Set.of(false, true), found);
  }

  @Test
  void anUnsyncedDeletionIsLostOrKept() throws IOException {
    assertEquals(Set.of("(gone)", "contents"), outcomes("contents", it -> it.delete(FILE)));
    assertEquals(
        Set.of("(gone)"),
        outcomes(
            "contents",
            it -> {
              it.delete(FILE);
              it.syncFolder(FOLDER);
            }));
  }

  @Test
  void anAtomicFileIsTheOldOneOrTheNewOneAtEveryStep() throws IOException {
    for (int step = 1; step <= 6; step++) {
      int failing = step;
      Set<String> outcomes =
          outcomes(
              "old",
              it -> {
                cutOffAt(new FaultyDisk(it), failing);
              });
      assertTrue(Set.of("old", "new").containsAll(outcomes), () -> failing + ": " + outcomes);
    }
    assertEquals(Set.of("new"), outcomes("old", it -> AtomicFile.write(it, FILE, bytes("new"))));
  }

  /** Replaces the file, but fails at that step of it: open, write, sync, close, rename, sync. */
  private static void cutOffAt(FaultyDisk disk, int step) {
    FaultyDisk.Operation operation =
        switch (step) {
          case 1 -> FaultyDisk.Operation.OPEN;
          case 2 -> FaultyDisk.Operation.WRITE;
          case 3 -> FaultyDisk.Operation.SYNC;
          case 4 -> FaultyDisk.Operation.CLOSE;
          case 5 -> FaultyDisk.Operation.RENAME;
          default -> FaultyDisk.Operation.SYNC_FOLDER;
        };
    disk.inject(Fault.next(operation));
    assertThrows(IOException.class, () -> AtomicFile.write(disk, FILE, bytes("new")));
  }

  @Test
  void aRenameOverUnsyncedContentsMayLeaveAFileOfZeros() throws IOException {
    Path fresh = FOLDER.resolve("fresh");
    Set<String> outcomes =
        outcomes(
            "old",
            it -> {
              it.open(fresh, Disk.Access.CREATE).write(bytes("new"), 0);
              it.rename(fresh, FILE);
              it.syncFolder(FOLDER);
            });

    assertEquals(Set.of("", "\0\0\0", "new"), outcomes);
  }

  @Test
  void whatIsLaterIsLostWithWhatItRestsOn() throws IOException {
    Path moved = FOLDER.resolve("moved");
    Set<List<String>> outcomes = new java.util.HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      MemoryDisk fresh = diskWith("contents");
      fresh.rename(FILE, moved);
      fresh.rename(moved, FOLDER.resolve("again"));
      outcomes.add(fresh.powerCut(seed).list(FOLDER));
    }

    assertEquals(Set.of(List.of("file"), List.of("moved"), List.of("again")), outcomes);
  }

  @Test
  void syncingOneFolderSaysNothingAboutAnother() throws IOException {
    Path other = Path.of("/other");
    Set<Boolean> found = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      MemoryDisk fresh = diskWith("contents");
      fresh.createFolders(other);
      fresh.open(other.resolve("file"), Disk.Access.CREATE).close();
      fresh.syncFolder(FOLDER);
      found.add(fresh.powerCut(seed).exists(other.resolve("file")));
    }

    assertEquals(Set.of(false, true), found);
  }

  @Test
  void thePowerIsOffForEverythingThatWasOpen() throws IOException {
    MemoryDisk fresh = diskWith("contents");
    DiskFile open = fresh.open(FILE, Disk.Access.WRITE);
    assertTrue(fresh.tryLock(FOLDER.resolve("LOCK")).isPresent());

    MemoryDisk left = fresh.powerCut(1);

    assertThrows(IOException.class, open::sync);
    assertThrows(IOException.class, () -> open.write(bytes("late"), 0));
    assertThrows(IOException.class, () -> fresh.exists(FILE));
    open.close();
    assertEquals("contents", read(left, FILE));
    assertFalse(left.tryLock(FOLDER.resolve("LOCK")).equals(Optional.empty()));
  }
}
