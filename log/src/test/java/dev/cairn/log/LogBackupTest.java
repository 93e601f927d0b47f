package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CorruptStoreException;
import dev.cairn.MissingStoreException;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.RealDisk;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a store is that store, as of one moment. */
final class LogBackupTest {

  private static final LogOptions SMALL = LogOptions.standard().withSegmentBytes(8 << 10);

  @TempDir Path temp;

  private LogBackup.Report copy(String from, String to) {
    return LogBackup.copy(temp.resolve(from), temp.resolve(to), SMALL, _ -> {});
  }

  private List<RecordedEvent> events(String folder) {
    try (LogReader reader = LogReader.open(temp.resolve(folder))) {
      return Stores.all(reader);
    }
  }

  private void fill(String folder, int events) {
    try (LogStore store = LogStore.open(temp.resolve(folder), SMALL)) {
      for (int i = 0; i < events; i++) {
        Stores.append(store, 1);
      }
    }
  }

  @Test
  void theCopyIsTheSameStoreAndGoesOn() {
    fill("store", 100);
    LogBackup.Report report = copy("store", "copy");
    assertEquals(100, report.head().sequence());
    assertTrue(report.segments() > 2, report.toString());
    assertEquals(events("store"), events("copy"));
    assertTrue(LogCheck.run(temp.resolve("copy"), SMALL, _ -> {}).isClean());
    copy("copy", "restored");
    try (LogStore original = LogStore.open(temp.resolve("store"));
        LogStore restored = LogStore.open(temp.resolve("restored"))) {
      assertEquals(original.id(), restored.id());
      assertEquals(101, Stores.append(restored, 1).last().sequence());
    }
  }

  @Test
  void anEmptyStoreIsCopiedToo() {
    fill("store", 0);
    assertEquals(0, copy("store", "copy").head().sequence());
    assertEquals(List.of(), events("copy"));
    fill("copy", 1);
    assertEquals(1, events("copy").size());
  }

  @Test
  void aCopyThatIsTakenWhileAppendsRunIsAPrefix() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    try (LogStore store = LogStore.open(temp.resolve("store"), SMALL)) {
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                while (!enough.get()) {
                  Stores.append(store, 3);
                }
              });
      try {
        for (int i = 0; i < 10; i++) {
          long before = store.head().sequence();
          LogBackup.Report report = copy("store", "copy-" + i);
          assertTrue(report.head().sequence() >= before, report + " of " + before);
          assertEquals(0, report.head().sequence() % 3, "an append was torn");
        }
      } finally {
        enough.set(true);
        writer.join();
      }
      List<RecordedEvent> all = Stores.all(store);
      for (int i = 0; i < 10; i++) {
        List<RecordedEvent> copied = events("copy-" + i);
        assertEquals(all.subList(0, copied.size()), copied);
        assertTrue(LogCheck.run(temp.resolve("copy-" + i), SMALL, _ -> {}).isClean());
      }
    }
  }

  @Test
  void damageInTheCopyIsNeverTakenForATornEnd() throws IOException {
    fill("store", 10);
    copy("store", "copy");
    Path log = Stores.active(temp.resolve("copy"));
    Stores.damage(log, Files.size(log) - 30);
    assertThrows(CorruptStoreException.class, () -> fill("copy", 1));
  }

  @Test
  void aDamagedStoreIsNotCopiedInSilence() throws IOException {
    fill("store", 10);
    Path log = Stores.active(temp.resolve("store"));
    Stores.damage(log, Files.size(log) / 2);
    assertThrows(CorruptStoreException.class, () -> copy("store", "copy"));
  }

  @Test
  void nothingIsCopiedOverAnything() throws IOException {
    fill("store", 1);
    Files.createDirectories(temp.resolve("full"));
    Files.writeString(temp.resolve("full").resolve("mine"), "mine");
    assertThrows(StoreUnavailableException.class, () -> copy("store", "full"));
    assertThrows(StoreUnavailableException.class, () -> copy("store", "store"));
    assertThrows(MissingStoreException.class, () -> copy("none", "copy"));
    assertEquals("mine", Files.readString(temp.resolve("full").resolve("mine")));
  }

  @Test
  void anUnfinishedCopyIsNoStore() {
    fill("store", 100);
    for (Operation operation : List.of(Operation.WRITE, Operation.SYNC, Operation.SYNC_FOLDER)) {
      FaultyDisk disk = new FaultyDisk(new RealDisk());
      disk.inject(Fault.at(operation, 2, () -> new IOException("injected")));
      Path target = temp.resolve("copy-" + operation);
      assertThrows(
          StoreException.class,
          () -> LogBackup.copy(temp.resolve("store"), target, SMALL.withDisk(disk), _ -> {}));
      assertThrows(StoreException.class, () -> LogReader.open(target).close());
      assertThrows(StoreException.class, () -> LogStore.open(target).close());
      assertEquals(List.of(), disk.openFiles());
    }
  }
}
