package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CorruptStoreException;
import dev.cairn.MissingStoreException;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreException;
import dev.cairn.StoreFullException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskFullException;
import dev.cairn.disk.ForwardingDisk;
import dev.cairn.disk.RealDisk;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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
  void whatWasSignedIsCopiedWithTheEvents() throws IOException {
    fill("store", 3);
    Files.writeString(temp.resolve("store/checkpoints.log"), "one\ntwo\n");
    Files.writeString(temp.resolve("store/checkpoint"), "two\n");
    copy("store", "copy");
    copy("copy", "restored");
    for (String copied : List.of("copy", "restored")) {
      assertEquals("one\ntwo\n", Files.readString(temp.resolve(copied, "checkpoints.log")));
      assertEquals("two\n", Files.readString(temp.resolve(copied, "checkpoint")));
    }
  }

  @Test
  void noCheckpointIsCopiedThatWasSignedSinceTheCopyBegan() throws IOException {
    fill("store", 3);
    Path all = temp.resolve("store/checkpoints.log");
    Path latest = temp.resolve("store/checkpoint");
    Files.writeString(all, "one\n");
    Files.writeString(latest, "one\n");
    Disk signing =
        new ForwardingDisk(new RealDisk()) {
          @Override
          public DiskFile open(Path file, Access access) throws IOException {
            if (file.endsWith("store/store.json")) {
              Files.writeString(all, "two\n", StandardOpenOption.APPEND);
              Files.writeString(latest, "two\n");
            }
            return super.open(file, access);
          }
        };
    Path copy = temp.resolve("copy");
    var _ = LogBackup.copy(temp.resolve("store"), copy, SMALL.withDisk(signing), _ -> {});
    assertTrue(Files.readString(all).startsWith("one\ntwo\n"), "nothing was signed meanwhile");
    assertEquals("one\n", Files.readString(copy.resolve("checkpoints.log")));
    assertEquals("one\n", Files.readString(copy.resolve("checkpoint")));
  }

  @Test
  void whatProcessorsKeepIsCopiedButForTheirLocks() throws IOException {
    fill("store", 3);
    Path state = Files.createDirectories(temp.resolve("store/state"));
    for (String name : List.of("mail.0.json", "mail.0.json.new", "mail.epoch", "mail.LOCK")) {
      Files.writeString(state.resolve(name), name + " 1");
    }
    copy("store", "copy");
    copy("copy", "restored");
    for (String copied : List.of("copy", "restored")) {
      Path folder = temp.resolve(copied, "state");
      assertEquals(List.of("mail.0.json", "mail.epoch"), new RealDisk().list(folder));
      assertEquals("mail.0.json 1", Files.readString(folder.resolve("mail.0.json")));
      assertEquals("mail.epoch 1", Files.readString(folder.resolve("mail.epoch")));
    }
  }

  @Test
  void noPlaceOfAProcessorIsCopiedThatIsBehindTheCopy() throws IOException {
    fill("store", 3);
    Path state = Files.createDirectories(temp.resolve("store/state")).resolve("mail.0.json");
    Files.writeString(state, "at 3");
    Disk goingOn =
        new ForwardingDisk(new RealDisk()) {
          @Override
          public DiskFile open(Path file, Access access) throws IOException {
            if (file.endsWith("store/store.json")) {
              Files.writeString(state, "at 4");
            }
            return super.open(file, access);
          }
        };
    Path copy = temp.resolve("copy");
    var _ = LogBackup.copy(temp.resolve("store"), copy, SMALL.withDisk(goingOn), _ -> {});
    assertEquals("at 4", Files.readString(state), "it went on meanwhile");
    assertEquals("at 3", Files.readString(copy.resolve("state/mail.0.json")));
  }

  @Test
  void aCopyThatFailsBehindTheStateOfProcessorsCanBeMadeAgain() throws IOException {
    fill("store", 3);
    Files.createDirectories(temp.resolve("store/state"));
    Files.writeString(temp.resolve("store/state/mail.0.json"), "at 3");
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    disk.inject(Fault.at(Operation.WRITE, 2, () -> new DiskFullException("injected")));
    assertThrows(
        StoreFullException.class,
        () ->
            LogBackup.copy(
                temp.resolve("store"), temp.resolve("copy"), SMALL.withDisk(disk), _ -> {}));
    assertEquals(List.of(), new RealDisk().list(temp.resolve("copy/state")));
    assertEquals(3, copy("store", "copy").head().sequence());
    assertEquals("at 3", Files.readString(temp.resolve("copy/state/mail.0.json")));
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
        assertEquals("", damage("copy-" + i));
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

  private CheckReport verify(String folder) {
    return LogBackup.verify(temp.resolve(folder), SMALL, _ -> {});
  }

  /** What is wrong with a copy, in one line. */
  private String damage(String folder) {
    try {
      CheckReport report = verify(folder);
      return report.isClean() ? "" : String.valueOf(report.damages().getFirst().getMessage());
    } catch (StoreException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private List<Path> filesOfCopy() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("copy"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void aSoundCopyIsProvenWhole() {
    fill("store", 100);
    LogBackup.Report report = copy("store", "copy");
    CheckReport verified = verify("copy");
    assertTrue(verified.isClean(), verified.toString());
    assertEquals(report.head(), verified.head());
    assertEquals(report.bytes(), verified.bytes());
    try (LogReader reader = LogReader.open(temp.resolve("copy"))) {
      assertEquals(report.store(), reader.id());
    }
    fill("empty", 0);
    copy("empty", "copy-of-empty");
    assertTrue(verify("copy-of-empty").isClean());
  }

  /** As a reader finds it between the two renames of sealing. */
  @Test
  void aStoreThatIsBeingSealedIsCopiedWhole() throws IOException {
    fill("store", 45);
    Path store = temp.resolve("store");
    Files.move(Stores.active(store), store.resolve("events.%020d.log".formatted(second(store))));
    LogBackup.Report report = copy("store", "copy");
    assertEquals(45, report.head().sequence());
    assertEquals("", damage("copy"));
    fill("copy", 1);
    assertEquals(46, events("copy").size());
  }

  private static long second(Path store) throws IOException {
    return Long.parseLong(
        Stores.lines(store).getFirst().replaceAll(".\"position\":(\\d+),.*", "$1"));
  }

  @Test
  void everyBitThatFlipsInACopyIsFound() throws IOException {
    fill("store", 45);
    copy("store", "copy");
    assertEquals(4, filesOfCopy().size(), filesOfCopy()::toString);
    for (Path file : filesOfCopy()) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += 37) {
        byte[] rotten = whole.clone();
        rotten[at] ^= (byte) (1 << at % 8);
        Files.write(file, rotten);
        // One slot of the head is enough, and the other one was never written to.
        String what = damage("copy");
        assertTrue(file.endsWith("head") || !what.isEmpty(), "byte %d of %s".formatted(at, file));
      }
      Files.write(file, whole);
    }
    assertEquals("", damage("copy"));
  }

  @Test
  void aCopyThatIsCutAnywhereIsFound() throws IOException {
    fill("store", 45);
    copy("store", "copy");
    for (Path file : filesOfCopy()) {
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += 101) {
        Files.write(file, Arrays.copyOf(whole, length));
        if (damage("copy").isEmpty()) {
          assertTrue(file.endsWith("head"), "%s, cut to %d".formatted(file, length));
        }
      }
      Files.write(file, Arrays.copyOf(whole, whole.length + 1));
      assertTrue(file.endsWith("head") || !damage("copy").isEmpty(), file + ", a byte more");
      Files.delete(file);
      assertFalse(damage("copy").isEmpty(), file + ", missing");
      Files.write(file, whole);
    }
  }

  @Test
  void aStoreThatWasNotClosedIsNoProvenCopy() throws IOException {
    fill("store", 10);
    Files.delete(temp.resolve("store").resolve("head"));
    assertTrue(damage("store").contains("no mark of a clean close"), damage("store"));
    fill("store", 1);
    assertEquals("", damage("store"));
    try (LogStore open = LogStore.open(temp.resolve("store"))) {
      Stores.append(open, 1);
      assertFalse(damage("store").isEmpty());
    }
    assertThrows(MissingStoreException.class, () -> verify("none"));
  }

  @Test
  void aLogWithoutItsLastFileIsNotClean() throws IOException {
    fill("store", 30);
    Files.delete(Stores.active(temp.resolve("store")));
    CheckReport report = LogCheck.run(temp.resolve("store"), SMALL, _ -> {});
    assertTrue(
        report.damages().getFirst().reason().contains("durable up to position 30"),
        report.toString());
  }

  @Test
  void anUnfinishedCopyIsTakenBack() throws IOException {
    fill("store", 100);
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    disk.inject(Fault.at(Operation.WRITE, 2, () -> new DiskFullException("injected")));
    assertThrows(
        StoreFullException.class,
        () ->
            LogBackup.copy(
                temp.resolve("store"), temp.resolve("copy"), SMALL.withDisk(disk), _ -> {}));
    assertEquals(List.of(), filesOfCopy());
    copy("store", "copy");
    assertEquals("", damage("copy"));
  }

  @Test
  void anUnfinishedCopyIsNoStore() {
    fill("store", 100);
    for (Operation operation : List.of(Operation.WRITE, Operation.SYNC, Operation.SYNC_FOLDER)) {
      FaultyDisk disk = new FaultyDisk(new RealDisk());
      disk.inject(Fault.at(operation, 2, () -> new IOException("injected")));
      disk.inject(Fault.next(Operation.DELETE).forEver());
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
