package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.CorruptStoreException;
import dev.cairn.Position;
import dev.cairn.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogRecoveryTest {

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void threeAppendsThenADeathWithoutClosing() throws IOException {
    folder = temp.resolve("dead");
    Path living = temp.resolve("living");
    try (LogStore store = LogStore.open(living)) {
      Stores.append(store, 1);
      Stores.append(store, 2);
      Stores.append(store, 3);
      copy(living, folder); // What a kill would leave: never closed, the mark not clean.
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("LOCK")) {
          Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private List<Long> reopened() {
    try (LogStore store = LogStore.open(folder)) {
      return Stores.positions(store);
    }
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void everyAcknowledgedEventIsThereAfterADeath() {
    assertEquals(upTo(6), reopened());
  }

  @Test
  void tornTailIsCutAtTheLastWholeAppendAndKeptInQuarantine() throws IOException {
    String torn = "{\"position\":7,\"commit\":7,\"id\":\"0199";
    Stores.addBytes(folder, torn);
    try (LogStore store = LogStore.open(folder)) {
      assertEquals(upTo(6), Stores.positions(store));
      assertEquals(torn.length(), store.recovery().cutBytes());
      assertEquals(torn, Files.readString(store.recovery().quarantine().orElseThrow()));
      Stores.append(store, 1);
    }
    assertEquals(upTo(7), reopened());
    assertTrue(LogCheck.run(folder, LogOptions.standard(), _ -> {}).isClean());
  }

  @Test
  void whatWasCutBeforeIsNeverOverwrittenWhateverTheClockSays() throws IOException {
    LogOptions still = LogOptions.standard().withTime(InstantSource.fixed(Instant.EPOCH));
    for (String torn : List.of("{\"one", "{\"two")) {
      Files.deleteIfExists(folder.resolve("head"));
      Stores.addBytes(folder, torn);
      LogStore.open(folder, still).close();
    }
    Set<String> kept = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve("quarantine"))) {
      for (Path file : files.toList()) {
        kept.add(Files.readString(file));
      }
    }
    assertEquals(Set.of("{\"one", "{\"two"), kept);
  }

  @Test
  void anAppendOfWhichALineIsMissingIsCutAsAWhole() throws IOException {
    Files.delete(folder.resolve("head"));
    List<String> lines = Stores.lines(folder);
    Files.write(Stores.active(folder), lines.subList(0, 5));
    assertEquals(upTo(3), reopened());
  }

  @Test
  void aRunOfNulsBehindTheEndIsTorn() throws IOException {
    Stores.addBytes(folder, "\0".repeat(4096));
    assertEquals(upTo(6), reopened());
  }

  @Test
  void damageBelowTheDurableHeadIsCorruptionAndNothingIsCut() throws IOException {
    Path file = Stores.active(folder);
    Stores.damage(file, Files.size(file) - 60);
    long size = Files.size(file);
    CorruptStoreException found =
        assertThrows(CorruptStoreException.class, () -> LogStore.open(folder));
    assertEquals(file.toString(), found.file());
    assertEquals(6, found.line());
    assertEquals(Position.of(6), found.position());
    assertEquals(size, Files.size(file));
  }

  @Test
  void damageBeforeALaterGroupWriteIsCorruptionEvenWithoutTheHead() throws IOException {
    Files.delete(folder.resolve("head"));
    Stores.damage(Stores.active(folder), 20);
    CorruptStoreException found =
        assertThrows(CorruptStoreException.class, () -> LogStore.open(folder));
    assertEquals(1, found.line());
  }

  @Test
  void aFileShorterThanTheDurableHeadIsCorruption() throws IOException {
    List<String> lines = Stores.lines(folder);
    Files.write(Stores.active(folder), lines.subList(0, 3));
    assertThrows(CorruptStoreException.class, () -> LogStore.open(folder));
  }

  @Test
  void afterACleanCloseBytesBehindTheEndAreCorruption() throws IOException {
    LogStore.open(folder).close();
    Stores.addBytes(folder, "hello");
    assertThrows(CorruptStoreException.class, () -> LogStore.open(folder));
  }

  @Test
  void losingTheHeadLosesNothing() throws IOException {
    Files.delete(folder.resolve("head"));
    assertEquals(upTo(6), reopened());
  }

  @Test
  void aDamagedSlotOfTheHeadLeavesTheOtherOne() throws IOException {
    for (int slot = 0; slot < 2; slot++) {
      Path copy = temp.resolve("slot" + slot);
      copy(folder, copy);
      Stores.damage(copy.resolve("head"), slot * 256 + 10);
      try (LogStore store = LogStore.open(copy)) {
        assertEquals(upTo(6), Stores.positions(store));
      }
    }
  }

  @Test
  void aSealedSegmentThatIsMissingIsCorruption() throws IOException {
    Path store = temp.resolve("segments");
    LogOptions small = LogOptions.standard().withSegmentBytes(4 << 10);
    try (LogStore log = LogStore.open(store, small)) {
      for (int i = 0; i < 100; i++) {
        Stores.append(log, 1);
      }
    }
    try (LogStore log = LogStore.open(store, small)) {
      assertEquals(upTo(100), Stores.positions(log));
      assertEquals(Version.of(100), log.version(Stores.STREAM));
    }
    try (Stream<Path> files = Files.list(store)) {
      Path sealed =
          files
              .filter(file -> file.toString().contains("events.0"))
              .sorted()
              .skip(1)
              .findFirst()
              .orElseThrow();
      Files.delete(sealed);
    }
    assertThrows(CorruptStoreException.class, () -> LogStore.open(store, small));
  }

  @Test
  void aDeathWhileSealingIsFinished() throws IOException {
    Files.move(Stores.active(folder), folder.resolve("events.00000000000000000001.log"));
    try (LogStore store = LogStore.open(folder)) {
      assertEquals(upTo(6), Stores.positions(store));
      Stores.append(store, 1);
      assertEquals(upTo(7), Stores.positions(store));
    }
  }

  @Test
  void theIndexMayBeDeletedOrDamaged() throws IOException {
    Path store = temp.resolve("indexed");
    try (LogStore log = LogStore.open(store)) {
      Stores.append(log, 3_000);
    }
    Path index = store.resolve("index/00000000000000000001-0000003000.index");
    Stores.damage(index, Files.size(index) / 2);
    try (LogStore log = LogStore.open(store)) {
      assertEquals(Version.of(3_000), log.version(Stores.STREAM));
    }
    Files.delete(index);
    try (LogStore log = LogStore.open(store)) {
      assertEquals(Version.of(3_000), log.version(Stores.STREAM));
    }
  }

  @Test
  void anIndexAheadOfTheLogIsIgnored() throws IOException {
    Path longer = temp.resolve("longer");
    try (LogStore log = LogStore.open(longer)) {
      Stores.append(log, 3_000);
    }
    Files.createDirectories(folder.resolve("index"));
    Files.copy(
        longer.resolve("index/00000000000000000001-0000003000.index"),
        folder.resolve("index/00000000000000000001-0000003000.index"));
    assertEquals(upTo(6), reopened());
  }
}
