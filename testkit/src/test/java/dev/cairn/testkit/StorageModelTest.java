package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a failed sync leaves, and all that a power cut may leave. */
final class StorageModelTest {

  private static final Path FOLDER = Path.of("/store");
  private static final Path FILE = FOLDER.resolve("file");

  private final MemoryDisk disk = new MemoryDisk();

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String read(Disk from) throws IOException {
    return from.exists(FILE)
        ? new String(AtomicFile.read(from, FILE), StandardCharsets.ISO_8859_1)
        : "(gone)";
  }

  /** A file that held "old" and of which the sync of "new" failed. */
  private DiskFile failed(StorageModel model) throws IOException {
    disk.createFolders(FOLDER);
    DiskFile file = disk.open(FILE, Disk.Access.CREATE);
    file.write(bytes("old"), 0);
    file.sync();
    disk.syncFolder(FOLDER);
    file.write(bytes("new"), 0);
    disk.failNextSync(model, 1);
    assertThrows(IOException.class, file::sync);
    return file;
  }

  private Set<String> cuts() throws IOException {
    Set<String> all = new TreeSet<>();
    new PowerCuts(new FaultLedger(), Set.of())
        .visit(disk, 100, new SeededRandom(1), left -> all.add(read(left)));
    return all;
  }

  @Test
  void aPageThatIsKeptIsReadAndNotDurableUntilItIsWrittenAgain() throws IOException {
    DiskFile file = failed(StorageModel.PAGE_KEPT);
    assertEquals("new", read(disk));
    file.sync(); // The error was reported once; this proves nothing.
    assertTrue(cuts().contains("old"));
    file.write(bytes("new"), 0);
    file.sync();
    assertEquals(Set.of("new"), cuts());
  }

  @Test
  void aPageThatIsDroppedIsWhatReachedTheDisk() throws IOException {
    failed(StorageModel.PAGE_DROPPED).sync();
    assertEquals(Set.of(read(disk)), cuts());
  }

  @Test
  void aPageThatIsRevertedIsAsBefore() throws IOException {
    failed(StorageModel.PAGE_REVERTED).sync();
    assertEquals("old", read(disk));
    assertEquals(Set.of("old"), cuts());
  }

  @Test
  void everyCombinationIsVisitedAndTornWithinASector() throws IOException {
    disk.createFolders(FOLDER);
    DiskFile file = disk.open(FILE, Disk.Access.CREATE);
    file.sync();
    disk.syncFolder(FOLDER);
    file.write(bytes("ab"), 0);
    assertEquals(Set.of("", "\0", "\0\0", "a", "a\0", "ab"), cuts());
  }

  @Test
  void aFaultThatNeverStruckFailsTheRun() {
    FaultLedger ledger = new FaultLedger();
    ledger.hit(FaultKind.IO_ERROR);
    ledger.requireAll(FaultKind.IO_ERROR);
    assertThrows(AssertionError.class, () -> ledger.requireAll(FaultKind.NO_SPACE));
  }
}
