package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StoreFailedException;
import dev.cairn.StoreFullException;
import dev.cairn.disk.DiskFullException;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A full disk refuses appends and damages nothing: the same store takes appends again as soon as
 * there is room.
 */
final class LogFullDiskTest {

  private final MemoryDisk memory = new MemoryDisk();
  private final LogOptions options = Scenario.options(memory);

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private void isSound() {
    assertEquals(List.of(), LogCheck.run(Scenario.FOLDER, options, _ -> {}).damages());
  }

  @Test
  void roomThatGrowsByteByByteLetsAnAppendInWholeOrNotAtAll() {
    try (LogStore store = LogStore.open(Scenario.FOLDER, options);
        LogReader beside = LogReader.open(Scenario.FOLDER, options)) {
      long refusals = 0;
      for (int i = 1; i <= 30; i++) {
        long full = memory.used();
        long head = store.head().sequence();
        for (long room = 0; store.head().sequence() == head; room += 37) {
          memory.setCapacity(full + room);
          try {
            Stores.append(store, 2);
          } catch (StoreFullException e) {
            refusals++;
            assertEquals(full, memory.used(), "a refused append left bytes behind");
          }
          assertEquals(store.head(), beside.head());
        }
      }
      assertTrue(refusals > 200, "the disk was hardly ever full");
      assertEquals(upTo(60), Stores.positions(store));
    }
    isSound();
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(upTo(60), Stores.positions(store));
    }
  }

  @Test
  void aStoreOnAFullDiskIsOpenedReadAndClosed() {
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      Stores.append(store, 4);
      memory.setCapacity(0);
    }
    for (int i = 0; i < 2; i++) {
      try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
        assertEquals(upTo(4), Stores.positions(store));
        assertThrows(StoreFullException.class, () -> Stores.append(store, 1));
      }
    }
    isSound();
    memory.setCapacity(Long.MAX_VALUE);
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(5, Stores.append(store, 1).last().sequence());
    }
  }

  /** Where a disk may turn out to be full without any harm done. */
  static Stream<Fault> harmless() {
    return Stream.of(
        Fault.next(Operation.WRITE).in("events.log").afterBytes(300),
        Fault.next(Operation.OPEN).in("events.log.new"),
        Fault.next(Operation.SYNC).in("events.log.new"),
        Fault.next(Operation.RENAME).in("events.00000000000000000001.log"),
        Fault.next(Operation.WRITE).in("head").afterBytes(100));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void theSameStoreGoesOnWhenThereIsRoomAgain(Fault fault) {
    FaultyDisk disk = new FaultyDisk(memory);
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      Stores.append(store, 30); // Enough to be sealed before the next append.
    }
    long before;
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      before = store.head().sequence();
      disk.inject(
          new Fault(
              fault.operation(),
              1,
              true,
              fault.fileName(),
              fault.bytesBefore(),
              () -> new DiskFullException("No space left on device")));
      for (int i = 0; i < 3; i++) {
        assertThrows(StoreFullException.class, () -> Stores.append(store, 2));
        assertEquals(upTo(before), Stores.positions(store));
      }
      disk.heal();
      assertEquals(before + 2, Stores.append(store, 2).last().sequence());
    }
    isSound();
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(upTo(before + 2), Stores.positions(store));
    }
  }

  @Test
  void aSyncThatSaysTheDiskIsFullEndsWritingAsAnyFailedSyncDoes() {
    FaultyDisk disk = new FaultyDisk(memory);
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      Stores.append(store, 1);
      disk.inject(
          Fault.at(Operation.SYNC, 1, () -> new DiskFullException("No space left on device")));
      assertThrows(StoreFailedException.class, () -> Stores.append(store, 1));
      assertThrows(StoreFailedException.class, () -> Stores.append(store, 1));
      assertEquals(upTo(1), Stores.positions(store));
    }
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(upTo(2), Stores.positions(store));
    }
  }

  @Test
  void whereThePartThatWasWrittenCannotBeCutBackWritingEnds() {
    FaultyDisk disk = new FaultyDisk(memory);
    try (LogStore store = LogStore.open(Scenario.FOLDER, Scenario.options(disk))) {
      Stores.append(store, 1);
      disk.inject(
          Fault.at(Operation.WRITE, 1, () -> new DiskFullException("No space left on device"))
              .afterBytes(100));
      disk.inject(Fault.next(Operation.TRUNCATE));
      assertThrows(StoreFailedException.class, () -> Stores.append(store, 1));
    }
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(100, store.recovery().cutBytes());
      assertEquals(upTo(1), Stores.positions(store));
    }
  }
}
