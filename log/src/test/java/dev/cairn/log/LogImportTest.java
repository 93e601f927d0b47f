package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.DuplicateEventException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.disk.Disk;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new store of old events is there as a whole or not at all. */
final class LogImportTest {

  private static final Instant TIME = Instant.parse("2001-02-03T04:05:06.000007Z");
  private static final Path FOLDER = Path.of("/store");
  private static final LogOptions SMALL =
      LogOptions.standard().withSegmentBytes(4 << 10).withBackground(Runnable::run);
  private static final int APPENDS = 15;

  /** What may be left of what was not synced, at each moment. */
  private static final int SEEDS = 8;

  @TempDir Path temp;

  private static Append append(int events) {
    return Append.to(Stores.STREAM, ExpectedVersion.any(), Stores.events(events));
  }

  private static LogImport.Report fill(Path folder, Disk disk) {
    try (LogImport target = LogImport.begin(folder, SMALL.withDisk(disk))) {
      for (int i = 0; i < APPENDS; i++) {
        target.append(append(2), TIME.plusSeconds(i));
      }
      return target.finish();
    }
  }

  private static List<RecordedEvent> events(Disk disk) {
    try (LogReader reader = LogReader.open(FOLDER, SMALL.withDisk(disk))) {
      return Stores.all(reader);
    }
  }

  @Test
  void eventsKeepTheTimesTheyHad() {
    Path folder = temp.resolve("store");
    RequestKey request = RequestKey.of("r", new byte[1]);
    try (LogImport target = LogImport.begin(folder, SMALL)) {
      AppendResult first = target.append(append(1), Instant.EPOCH);
      assertEquals(1, first.last().sequence());
      assertEquals(3, target.append(append(2).forRequest(request), TIME).last().sequence());
      assertTrue(target.append(append(2).forRequest(request), TIME).repeated());
      LogImport.Report report = target.finish();
      assertEquals(3, report.head().sequence());
    }
    Instant before = Instant.now();
    try (LogStore store = LogStore.open(folder)) {
      assertEquals(
          List.of(Instant.EPOCH, TIME, TIME),
          Stores.all(store).stream().map(RecordedEvent::timestamp).toList());
      assertEquals(3, store.version(Stores.STREAM).number());
      assertTrue(store.find(request).isPresent());
      Stores.append(store, 1);
      assertTrue(Stores.all(store).getLast().timestamp().isAfter(before.minusSeconds(60)));
    }
    assertTrue(LogCheck.run(folder, SMALL, _ -> {}).isClean());
    assertTrue(LogBackup.verify(folder, SMALL, _ -> {}).isClean());
  }

  @Test
  void whatTheLogWouldNotHoldIsRefused() {
    try (LogImport target = LogImport.begin(temp.resolve("store"), SMALL)) {
      target.append(append(1), TIME);
      for (Instant wrong : List.of(TIME.minusNanos(1_000), TIME.plusNanos(1), Instant.MIN)) {
        assertThrows(IllegalArgumentException.class, () -> target.append(append(1), wrong));
      }
      NewEvent once = NewEvent.of("T", "{}");
      Append twice = Append.to(Stores.STREAM, ExpectedVersion.any(), once);
      target.append(twice, TIME);
      assertThrows(DuplicateEventException.class, () -> target.append(twice, TIME));
      target.append(append(1), TIME);
      assertEquals(3, target.finish().head().sequence());
    }
  }

  @Test
  void untilItIsFinishedThereIsNoStoreAndThenNothingIsLeftOfIt() throws IOException {
    Path folder = temp.resolve("store");
    try (LogImport target = LogImport.begin(folder, SMALL)) {
      for (int i = 0; i < 100; i++) {
        target.append(append(1), TIME);
      }
      assertThrows(StoreException.class, () -> LogReader.open(folder));
      assertTrue(Files.exists(folder.resolve("index")), "nothing was sealed");
    }
    assertFalse(Files.exists(folder.resolve("events.log")));
    assertEquals(APPENDS * 2, fill(folder, SMALL.disk()).head().sequence());
    assertThrows(StoreUnavailableException.class, () -> fill(folder, SMALL.disk()));
    assertEquals(APPENDS * 2, LogCheck.run(folder, SMALL, _ -> {}).events());
  }

  /** The other writer comes between the look at the empty folder and the lock. */
  @Test
  void aStoreThatSomebodyMakesMeanwhileIsLeftAlone() throws IOException {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    disk.watch((_, call) -> {
      if (call.operation() == Operation.LOCK && !memory.exists(FOLDER.resolve("store.json"))) {
        try (LogStore other = LogStore.open(FOLDER, SMALL.withDisk(memory))) {
          Stores.append(other, 1);
        }
      }
    });
    assertThrows(StoreException.class, () -> fill(FOLDER, disk));
    assertEquals(1, events(memory).size());
    assertTrue(LogCheck.run(FOLDER, SMALL.withDisk(memory), _ -> {}).isClean());
    assertEquals(List.of(), disk.openFiles());
  }

  @Test
  void aPowerCutAtAnyMomentLeavesAllOrNothing() throws IOException {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    List<MemoryDisk> cuts = new ArrayList<>();
    disk.watch((_, _) -> {
      for (int seed = 0; seed < SEEDS; seed++) {
        cuts.add(memory.afterPowerCut(seed));
      }
    });
    fill(FOLDER, disk);
    for (int seed = 0; seed < SEEDS; seed++) {
      assertEquals(APPENDS * 2, events(memory.afterPowerCut(seed)).size());
    }
    int nothing = 0;
    int whole = 0;
    for (MemoryDisk cut : cuts) {
      try {
        assertEquals(APPENDS * 2, events(cut).size());
        assertTrue(LogCheck.run(FOLDER, SMALL.withDisk(cut), _ -> {}).isClean());
        whole++;
      } catch (StoreException e) {
        nothing++;
        assertFalse(cut.exists(FOLDER.resolve("store.json")), String.valueOf(e.getMessage()));
      }
    }
    assertTrue(whole > 0 && nothing > 100, whole + " whole, " + nothing + " nothing");
  }

  @Test
  void anErrorOfAnyCallLeavesAllOrNothing() throws IOException {
    FaultyDisk counting = new FaultyDisk(new MemoryDisk());
    fill(FOLDER, counting);
    for (Operation operation : Operation.values()) {
      for (long nth = 1; nth <= counting.count(operation); nth++) {
        MemoryDisk memory = new MemoryDisk();
        FaultyDisk disk = new FaultyDisk(memory);
        disk.inject(Fault.at(operation, nth, () -> new IOException("injected")));
        String what = operation + " " + nth;
        try {
          fill(FOLDER, disk);
          assertEquals(APPENDS * 2, events(memory).size(), what);
        } catch (StoreException e) {
          assertFalse(memory.exists(FOLDER.resolve("store.json")), what);
        }
        assertEquals(List.of(), disk.openFiles(), what);
      }
    }
  }
}
