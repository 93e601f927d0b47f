package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The suite that every {@link Disk} must pass: each sentence of its contract that can be seen
 * without a power cut.
 */
public abstract class DiskConformance {

  private Disk disk = new MemoryDisk();
  private Path folder = Path.of("");

  /** For subclasses. */
  protected DiskConformance() {}

  /** The disk of this test. */
  protected abstract Disk disk() throws IOException;

  /** An empty folder of the disk, which exists. */
  protected abstract Path folder() throws IOException;

  @BeforeEach
  final void setUp() throws IOException {
    disk = disk();
    folder = folder();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (DiskFile out = disk.open(file, Disk.Access.CREATE)) {
      out.write(bytes(text), 0);
    }
    return file;
  }

  private String read(Path file) throws IOException {
    return new String(AtomicFile.read(disk, file), StandardCharsets.ISO_8859_1);
  }

  private static String read(DiskFile file, int length, long at) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    int read = file.read(into, at);
    assertEquals(read, into.position());
    return new String(into.array(), 0, read, StandardCharsets.ISO_8859_1);
  }

  @Test
  final void aFileThatIsReadOrWrittenMustExist() {
    Path missing = folder.resolve("missing");

    assertThrows(NoSuchFileException.class, () -> disk.open(missing, Disk.Access.READ));
    assertThrows(NoSuchFileException.class, () -> disk.open(missing, Disk.Access.WRITE));
  }

  @Test
  final void aFileThatIsCreatedMustNotExist() throws IOException {
    Path file = write("there", "contents");

    assertThrows(FileAlreadyExistsException.class, () -> disk.open(file, Disk.Access.CREATE));
    assertEquals("contents", read(file));
  }

  @Test
  final void aFileIsCreatedInAFolderThatExists() {
    Path file = folder.resolve("no-folder").resolve("file");

    assertThrows(NoSuchFileException.class, () -> disk.open(file, Disk.Access.CREATE));
  }

  @Test
  final void aReadFillsTheBufferUnlessTheFileEnds() throws IOException {
    Path file = write("file", "0123456789");
    try (DiskFile in = disk.open(file, Disk.Access.READ)) {
      assertEquals("0123", read(in, 4, 0));
      assertEquals("456", read(in, 3, 4));
      assertEquals("789", read(in, 100, 7));
      assertEquals("", read(in, 4, 10));
      assertEquals("", read(in, 4, 1_000_000));
      assertEquals("", read(in, 0, 0));
    }
  }

  @Test
  final void aReadKeepsToTheBuffersPositionAndLimit() throws IOException {
    Path file = write("file", "0123456789");
    for (ByteBuffer into : List.of(ByteBuffer.allocate(8), ByteBuffer.allocateDirect(8))) {
      into.position(2).limit(5);
      try (DiskFile in = disk.open(file, Disk.Access.READ)) {
        assertEquals(3, in.read(into, 1));
      }
      assertEquals(5, into.position());
      assertEquals(bytes("\0\000123\0\0\0"), into.clear());
    }
  }

  @Test
  final void aWritePutsAllOfTheBufferAtItsOffset() throws IOException {
    Path file = write("file", "0123456789");
    try (DiskFile out = disk.open(file, Disk.Access.WRITE)) {
      ByteBuffer part = bytes("__ab__").position(2).limit(4);
      out.write(part, 3);
      assertFalse(part.hasRemaining());
      out.write(bytes("xy"), 9);
      assertEquals(11, out.size());
      assertEquals("012ab5678xy", read(out, 100, 0));
    }
    assertEquals("012ab5678xy", read(file));
  }

  @Test
  final void aWriteBeyondTheEndLeavesZerosBetween() throws IOException {
    Path file = write("file", "01");
    try (DiskFile out = disk.open(file, Disk.Access.WRITE)) {
      out.write(bytes("ab"), 2_000);
    }

    assertEquals("01" + "\0".repeat(1_998) + "ab", read(file));
  }

  @Test
  final void whatIsWrittenIsSeenThroughEveryOpenFile() throws IOException {
    Path file = write("file", "");
    try (DiskFile out = disk.open(file, Disk.Access.WRITE);
        DiskFile in = disk.open(file, Disk.Access.READ)) {
      out.write(bytes("first"), 0);
      assertEquals("first", read(in, 100, 0));
      out.write(bytes("FI"), 0);
      assertEquals("FIrst", read(in, 100, 0));
      assertEquals(5, in.size());
    }
  }

  @Test
  final void truncateCutsAndNeverExtends() throws IOException {
    Path file = write("file", "x".repeat(2_000));
    try (DiskFile out = disk.open(file, Disk.Access.WRITE)) {
      out.truncate(3_000);
      assertEquals(2_000, out.size());
      out.truncate(700);
      assertEquals(700, out.size());
      out.write(bytes("end"), 1_500);
      out.sync();
    }

    assertEquals("x".repeat(700) + "\0".repeat(800) + "end", read(file));
  }

  @Test
  final void aClosedFileCannotBeReadOrWritten() throws IOException {
    DiskFile file = disk.open(write("file", "x"), Disk.Access.WRITE);
    file.close();
    file.close();

    assertThrows(IOException.class, () -> read(file, 1, 0));
    assertThrows(IOException.class, () -> file.write(bytes("y"), 0));
    assertThrows(IOException.class, file::size);
    assertThrows(IOException.class, file::sync);
  }

  @Test
  final void namesAreListedInOrder() throws IOException {
    for (String name : List.of("b", "a10", "a2", "B")) {
      write(name, "");
    }
    disk.createFolders(folder.resolve("a/inner"));

    assertEquals(List.of("B", "a", "a10", "a2", "b"), disk.list(folder));
    assertEquals(List.of("inner"), disk.list(folder.resolve("a")));
    assertEquals(List.of(), disk.list(folder.resolve("missing")));
    assertThrows(IOException.class, () -> disk.list(folder.resolve("b")));
  }

  @Test
  final void filesAndFoldersExistOrDoNot() throws IOException {
    Path file = write("file", "");

    assertTrue(disk.exists(file));
    assertTrue(disk.exists(folder));
    assertFalse(disk.exists(folder.resolve("missing")));
    assertFalse(disk.exists(folder.resolve("missing/below")));
  }

  @Test
  final void aFileIsNotTakenForAFolderWithoutFiles() throws IOException {
    Path below = write("file", "").resolve("below");

    assertFalse(disk.exists(below));
    for (Path path : List.of(below, below.resolve("deeper"))) {
      assertThrows(IOException.class, () -> disk.list(path));
      IOException opening =
          assertThrows(IOException.class, () -> disk.open(path, Disk.Access.READ));
      assertFalse(opening instanceof NoSuchFileException, opening::toString);
    }
  }

  @Test
  final void foldersAreMadeWhereTheyAreMissing() throws IOException {
    Path deep = folder.resolve("one/two/three");
    disk.createFolders(deep);
    disk.createFolders(deep);
    disk.syncFolder(deep);

    assertTrue(disk.exists(deep));
    assertEquals(List.of("two"), disk.list(folder.resolve("one")));
  }

  @Test
  final void aFileIsNoFolder() throws IOException {
    Path file = write("file", "");

    assertThrows(IOException.class, () -> disk.createFolders(file.resolve("below")));
    assertThrows(IOException.class, () -> disk.syncFolder(folder.resolve("missing")));
  }

  @Test
  final void aRenameReplacesTheFileOfThatName() throws IOException {
    Path from = write("from", "new");
    Path to = write("to", "old");

    disk.rename(from, to);
    disk.syncFolder(folder);

    assertEquals("new", read(to));
    assertEquals(List.of("to"), disk.list(folder));
    assertThrows(NoSuchFileException.class, () -> disk.rename(from, to));
    disk.rename(to, to);
    assertEquals("new", read(to));
  }

  @Test
  final void anOpenFileStaysWhatItIsWhenItsNameGoes() throws IOException {
    Path first = write("name", "first");
    try (DiskFile held = disk.open(first, Disk.Access.READ)) {
      disk.rename(first, folder.resolve("other"));
      Path second = write("name", "second");
      assertEquals("first", read(held, 100, 0));

      Thread.currentThread().interrupt();
      String afterAnInterrupt = read(held, 100, 0);
      Thread.interrupted();
      assertEquals("first", afterAnInterrupt);
      assertEquals("second", read(second));

      disk.delete(folder.resolve("other"));
      assertEquals("first", read(held, 100, 0));
    }
  }

  @Test
  final void aFileIsDeletedIfItIsThere() throws IOException {
    Path file = write("file", "");

    disk.delete(file);
    disk.delete(file);

    assertFalse(disk.exists(file));
    assertEquals("again", read(write("file", "again")));
  }

  @Test
  final void aFolderIsNotDeletedAsAFile() throws IOException {
    Path empty = folder.resolve("empty");
    disk.createFolders(empty);

    assertThrows(IOException.class, () -> disk.delete(empty));
    assertTrue(disk.exists(empty));
  }

  @Test
  final void aLockIsHeldByOneAtATime() throws IOException {
    Path file = folder.resolve("LOCK");
    DiskLock first = disk.tryLock(file).orElseThrow();

    assertEquals(Optional.empty(), disk.tryLock(file));
    assertEquals(Optional.empty(), disk.tryLock(folder.resolve("x/../LOCK")));
    assertTrue(disk.exists(file));
    first.close();
    disk.tryLock(file).orElseThrow().close();
  }

  @Test
  final void aLockThatIsClosedTwiceFreesNoOther() throws IOException {
    Path file = folder.resolve("LOCK");
    DiskLock first = disk.tryLock(file).orElseThrow();
    first.close();
    try (DiskLock second = disk.tryLock(file).orElseThrow()) {
      first.close();
      assertEquals(Optional.empty(), disk.tryLock(file), () -> "beside " + second);
    }
  }

  @Test
  final void aLockThatIsReleasedIsTakenByAnotherAndTakenAgain() throws IOException {
    Path file = folder.resolve("LOCK");
    try (DiskLock first = disk.tryLock(file).orElseThrow()) {
      assertTrue(first.retake(), "held already");
      first.release();
      first.release();
      try (DiskLock second = disk.tryLock(file).orElseThrow()) {
        assertFalse(first.retake(), () -> "beside " + second);
        first.release();
        assertEquals(Optional.empty(), disk.tryLock(file), "released by one that did not hold it");
      }
      assertTrue(first.retake());
      assertEquals(Optional.empty(), disk.tryLock(file));
    }
    disk.tryLock(file).orElseThrow().close();
  }

  @Test
  final void aLockThatIsClosedIsNotTakenAgain() throws IOException {
    Path file = folder.resolve("LOCK");
    DiskLock lock = disk.tryLock(file).orElseThrow();
    lock.close();
    assertThrows(IOException.class, lock::retake);
    lock.release();
    disk.tryLock(file).orElseThrow().close();
  }

  @Test
  final void locksOfDifferentFilesAreIndependent() throws IOException {
    try (DiskLock one = disk.tryLock(folder.resolve("one")).orElseThrow();
        DiskLock two = disk.tryLock(folder.resolve("two")).orElseThrow()) {
      assertFalse(one.equals(two));
    }
    assertThrows(
        NoSuchFileException.class, () -> disk.tryLock(folder.resolve("missing").resolve("LOCK")));
  }

  @Test
  final void anInterruptedThreadWorksOnAndDisturbsNobody() throws Exception {
    Path file = write("file", "contents");
    try (DiskFile shared = disk.open(file, Disk.Access.WRITE)) {
      TestThreads.run(
          4,
          thread -> {
            for (int i = 0; i < 100; i++) {
              boolean interrupt = thread < 2;
              if (interrupt) {
                Thread.currentThread().interrupt();
              }
              String read = read(shared, 8, 0);
              long size = shared.size();
              if (thread == 0) {
                shared.write(bytes("more"), 8 + 4L * i);
                shared.sync();
              }
              boolean kept = Thread.interrupted();
              assertEquals("contents", read);
              assertTrue(size >= 8);
              assertEquals(interrupt, kept);
            }
          });
    }
    assertEquals("contents" + "more".repeat(100), read(file));
  }

  @Test
  final void interruptsInTheMiddleOfCallsDisturbNobody() throws Exception {
    Path file = write("file", "x".repeat(100_000));
    Path replaced = folder.resolve("replaced");
    try (DiskFile shared = disk.open(file, Disk.Access.READ)) {
      TestThreads.run(
          2,
          thread ->
              TestThreads.underInterrupts(_ -> {
                for (int i = 0; i < 200; i++) {
                  assertEquals(100_000, shared.read(ByteBuffer.allocate(200_000), 0));
                  if (thread == 0) {
                    AtomicFile.write(disk, replaced, bytes("new"));
                  }
                }
              }));
    }
    assertEquals("new", read(replaced));
  }

  @Test
  final void aLockIsTakenAndReleasedByAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    boolean kept;
    try (DiskLock lock = disk.tryLock(folder.resolve("LOCK")).orElseThrow()) {
      assertEquals(Optional.empty(), disk.tryLock(folder.resolve("LOCK")), () -> "beside " + lock);
    } finally {
      kept = Thread.interrupted();
    }
    assertTrue(kept);
  }

  @Test
  final void manyFilesAreSyncedAsOneIsAlsoByAnInterruptedThread() throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      files.add(write("file-" + i, "contents"));
    }
    Thread.currentThread().interrupt();
    boolean kept;
    try {
      disk.syncFiles(List.of());
      disk.syncFiles(files.subList(0, 1));
      disk.syncFiles(files);
    } finally {
      kept = Thread.interrupted();
    }
    assertTrue(kept);
    for (Path file : files) {
      assertEquals("contents", read(file));
    }
    disk.delete(files.get(17));
    assertThrows(NoSuchFileException.class, () -> disk.syncFiles(files));
  }

  @Test
  final void readersBesideAWriterSeeWhatWasWrittenBefore() throws Exception {
    Path file = write("file", "");
    AtomicLong written = new AtomicLong();
    int lines = 500;
    try (DiskFile out = disk.open(file, Disk.Access.WRITE);
        DiskFile in = disk.open(file, Disk.Access.READ)) {
      TestThreads.run(
          3,
          thread -> {
            for (int i = 0; i < lines; i++) {
              if (thread == 0) {
                out.write(bytes("line\n"), 5L * i);
                written.set(5L * (i + 1));
              } else {
                long seen = written.get();
                assertEquals("line\n".repeat((int) seen / 5), read(in, (int) seen, 0));
              }
            }
          });
    }
  }

  @Test
  final void anAtomicFileIsReplacedWhole() throws IOException {
    Path file = folder.resolve("store.json");
    AtomicFile.write(disk, file, bytes("old"));
    write("store.json.new", "left over from a crash");

    AtomicFile.write(disk, file, bytes("new"));

    assertEquals("new", read(file));
    assertEquals(List.of("store.json"), disk.list(folder));
  }
}
