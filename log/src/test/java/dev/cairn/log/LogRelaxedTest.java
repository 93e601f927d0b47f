package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.RecordedEvent;
import dev.cairn.StoreFailedException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The durability that may lose the latest events: what it costs, and what holds all the same. */
final class LogRelaxedTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  private static LogOptions options(Disk disk, Duration window) {
    return Scenario.options(disk).withDurability(Durability.mayLoseLatest(window));
  }

  private LogStore open(Duration window) {
    return LogStore.open(Scenario.FOLDER, options(disk, window));
  }

  private static List<RecordedEvent> read(Disk disk) {
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      return Stores.all(store);
    }
  }

  private static void appendOnes(LogStore store, int times) {
    for (int i = 0; i < times; i++) {
      Stores.append(store, 1);
    }
  }

  @Test
  void anAppendIsShownWithoutASyncOfTheLog() {
    try (LogStore store = open(LONG)) {
      appendOnes(store, 1); // The clean mark is taken back.
      disk.forgetCalls();
      appendOnes(store, 5);
      assertEquals(0, disk.count(Operation.SYNC));
      assertEquals(6, Stores.positions(store).size());
    }
  }

  @Test
  void whatIsLeftAfterAPowerCutIsWhatStoodBeforeSomeEvent() throws IOException {
    try (LogStore store = open(LONG)) {
      for (int i = 0; i < 12; i++) {
        Stores.append(store, 1 + i % 3);
      }
      List<RecordedEvent> all = Stores.all(store);
      int lost = 0;
      for (long seed = 1; seed <= 200; seed++) {
        List<RecordedEvent> left = read(memory.afterPowerCut(seed));
        assertEquals(all.subList(0, left.size()), left);
        lost += left.size() < all.size() ? 1 : 0;
      }
      assertTrue(lost > 0, "no power cut took anything");
    }
  }

  @Test
  void whatIsOlderThanTheWindowIsDurable() {
    try (LogStore store = open(Duration.ofMillis(10))) {
      appendOnes(store, 3);
      Eventually.holds("the window has passed", () -> read(memory.afterPowerCut(7)).size() == 3);
      try (LogReader reader = LogReader.open(Scenario.FOLDER, Scenario.options(memory))) {
        assertEquals(3, Stores.positions(reader).size());
      }
    }
  }

  @Test
  void theEndOfTheProcessLosesNothing() throws IOException {
    LogStore left = open(LONG);
    appendOnes(left, 3);
    assertEquals(3, read(asTheNextProcessFindsIt()).size());
    left.close();
  }

  private Disk asTheNextProcessFindsIt() throws IOException {
    MemoryDisk later = new MemoryDisk();
    later.createFolders(Scenario.FOLDER);
    for (String name : List.of("store.json", "events.log", "head")) {
      byte[] bytes = AtomicFile.read(memory, Scenario.FOLDER.resolve(name));
      AtomicFile.write(later, Scenario.FOLDER.resolve(name), ByteBuffer.wrap(bytes));
    }
    return later;
  }

  @Test
  void aCleanCloseMakesEverythingDurable() throws IOException {
    try (LogStore store = open(LONG)) {
      appendOnes(store, 3);
    }
    assertEquals(3, read(memory.afterPowerCut(3)).size());
  }

  @Test
  void aSegmentIsDurableBeforeItIsSealed() throws IOException {
    try (LogStore store = open(LONG)) {
      for (int i = 0; i < 8; i++) {
        Stores.append(store, 6);
      }
      for (long seed = 1; seed <= 50; seed++) {
        List<RecordedEvent> left = read(memory.afterPowerCut(seed));
        assertEquals(Stores.all(store).subList(0, left.size()), left);
      }
    }
  }

  @Test
  void noPowerCutTakesBackTheDurableHead() throws IOException {
    try (LogStore store = open(LONG)) {
      long durable = 0;
      for (int i = 0; i < 8; i++) {
        Stores.append(store, 6);
        durable = store.durableHead().sequence();
        assertTrue(durable < store.head().sequence(), "the window has not passed");
        try (LogReader reader = LogReader.open(Scenario.FOLDER, Scenario.options(memory))) {
          assertEquals(durable, reader.durableHead().sequence());
          assertEquals(durable, reader.head().sequence());
        }
        for (long seed = 1; seed <= 20; seed++) {
          assertTrue(read(memory.afterPowerCut(seed)).size() >= durable);
        }
      }
      assertTrue(durable > 0, "no segment was sealed");
    }
  }

  @Test
  void theDurableHeadFollowsByTheWindowAndAtOnceWhereAppendsAreSynced() {
    try (LogStore store = open(Duration.ofMillis(10))) {
      appendOnes(store, 3);
      Eventually.holds("the window has passed", () -> store.durableHead().sequence() == 3);
    }
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      assertEquals(3, store.durableHead().sequence());
      appendOnes(store, 1);
      assertEquals(store.head(), store.durableHead());
    }
  }

  @Test
  void aSyncThatFailsLaterEndsWriting() {
    LogStore store = open(Duration.ofMillis(20));
    appendOnes(store, 1);
    disk.inject(Fault.next(Operation.SYNC).in("events.log"));
    Eventually.holds("writing has ended", () -> failsToAppend(store));
    store.close();
  }

  private static boolean failsToAppend(LogStore store) {
    try {
      appendOnes(store, 1);
      return false;
    } catch (StoreFailedException e) {
      return true;
    }
  }

  @Test
  void theWindowHasLimits() {
    assertThrows(
        IllegalArgumentException.class, () -> Durability.mayLoseLatest(Duration.ofNanos(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Durability.mayLoseLatest(Durability.MayLoseLatest.WINDOW_MAX.plusMillis(1)));
  }
}
