package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Space that is prepared ahead of the events: when it is there, and that nobody ever sees it. */
final class LogPreparedSpaceTest {

  private static final Path EVENTS = Scenario.FOLDER.resolve("events.log");
  private static final int BYTES = 64 << 10;
  private static final int GROUP_BYTES_MAX = 8 << 10;
  private static final Duration NEVER = Duration.ofDays(1);

  private final MemoryDisk memory = new MemoryDisk();

  private static LogOptions options(Disk disk, Duration rest) {
    return Scenario.options(disk)
        .withSegmentBytes(1 << 20)
        .withPrepared(new PreparedSpace(BYTES, GROUP_BYTES_MAX, 3, rest));
  }

  private LogStore open(Duration rest) {
    return LogStore.open(Scenario.FOLDER, options(memory, rest));
  }

  private static void append(LogStore store, int times) {
    for (int i = 0; i < times; i++) {
      Stores.append(store, 1);
    }
  }

  private static byte[] bytes(Disk disk) {
    try (DiskFile file = disk.open(EVENTS, Disk.Access.READ)) {
      ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(all, 0);
      return all.array();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The bytes behind the line feed that ends the last line. */
  private static int filler(Disk disk) {
    String text = new String(bytes(disk), StandardCharsets.UTF_8);
    return text.length() - text.stripTrailing().length() - (text.isBlank() ? 0 : 1);
  }

  @Test
  void spaceIsPreparedUnderSustainedLoadOnlyAndWithTheGroupThatNeedsIt() {
    try (LogStore store = open(NEVER)) {
      append(store, 2);
      assertEquals(0, filler(memory), "two group writes are no sustained load");
      append(store, 1);
      assertEquals(BYTES, filler(memory));
      int before = bytes(memory).length;
      append(store, 5);
      assertEquals(before, bytes(memory).length, "events are written into the space");
    }
  }

  @Test
  void aLargeGroupGoesWithoutIt() {
    try (LogStore store = open(NEVER)) {
      for (int i = 0; i < 5; i++) {
        Stores.append(store, 200);
      }
      assertEquals(0, filler(memory));
    }
  }

  private boolean isThereAfterMore(LogStore store) {
    append(store, 10);
    return filler(memory) > 0;
  }

  @Test
  void afterARestTheFileHoldsEventsAndNothingElse() {
    try (LogStore store = open(Duration.ofMillis(20))) {
      // A thread that is held up here rests as well, so only what is there now can be cut later.
      Eventually.holds("space is prepared", () -> isThereAfterMore(store));
      Eventually.holds("the space is cut off", () -> filler(memory) == 0);
      long before = store.head().sequence();
      append(store, 1);
      assertEquals(before + 1, Stores.positions(store).size());
      assertEquals(0, filler(memory), "the load is no longer sustained");
    }
  }

  @Test
  void aCleanCloseLeavesEventsAndNothingElse() {
    try (LogStore store = open(NEVER)) {
      append(store, 10);
    }
    assertEquals(0, filler(memory));
    assertTrue(LogCheck.run(Scenario.FOLDER, options(memory, NEVER), _ -> {}).isClean());
  }

  @Test
  void aSealedSegmentHoldsNone() throws IOException {
    LogOptions small = options(memory, NEVER).withSegmentBytes(4 << 10);
    try (LogStore store = LogStore.open(Scenario.FOLDER, small)) {
      append(store, 40);
      for (String name : memory.list(Scenario.FOLDER)) {
        if (name.matches("events[.]\\d+[.]log")) {
          try (DiskFile file = memory.open(Scenario.FOLDER.resolve(name), Disk.Access.READ)) {
            ByteBuffer end = ByteBuffer.allocate(2);
            file.read(end, file.size() - 2);
            assertEquals("}\n", new String(end.array(), StandardCharsets.UTF_8));
          }
        }
      }
      assertEquals(40, Stores.positions(store).size());
    }
  }

  @Test
  void whatAKilledWriterLeftOfItIsNoDamageAndIsCutOff() throws IOException {
    LogStore killed = open(NEVER);
    append(killed, 10);
    assertTrue(filler(memory) > 0);
    MemoryDisk left = memory.afterPowerCut(1);
    LogOptions options = options(left, NEVER);

    try (LogReader reader = LogReader.open(Scenario.FOLDER, options)) {
      int shown = Stores.positions(reader).size();
      assertTrue(shown >= 9, "all but the last group write is proven: " + shown);
      assertTrue(reader.bytesBeyondHead() < 1_000, "filler is not told as events");
    }
    assertTrue(LogCheck.run(Scenario.FOLDER, options, _ -> {}).isClean());
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      assertEquals(RecoveryReport.NOTHING_CUT, store.recovery());
      assertEquals(0, filler(left));
      append(store, 1);
      assertEquals(LongStream.rangeClosed(1, 11).boxed().toList(), Stores.positions(store));
    }
    killed.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n\n\n", "\0\0\0\0", "\0\n\0\n\n"})
  void lineFeedsAndZerosBehindTheHeadAreFiller(String filler) throws IOException {
    LogStore killed = open(NEVER);
    append(killed, 2);
    MemoryDisk left = memory.afterPowerCut(1);
    addBehind(left, filler);
    try (LogStore store = LogStore.open(Scenario.FOLDER, options(left, NEVER))) {
      assertEquals(2, Stores.positions(store).size());
      assertEquals(RecoveryReport.NOTHING_CUT, store.recovery());
    }
    killed.close();
  }

  @Test
  void aTornWriteInItIsCutAndOnlyWhatWasWrittenIsKeptInQuarantine() throws IOException {
    LogStore killed = open(NEVER);
    append(killed, 2);
    MemoryDisk left = memory.afterPowerCut(1);
    addBehind(left, "{\"position\":3,\"comm" + "\n".repeat(5_000));
    try (LogStore store = LogStore.open(Scenario.FOLDER, options(left, NEVER))) {
      assertEquals(2, Stores.positions(store).size());
      assertEquals(20, store.recovery().cutBytes());
      assertEquals(0, filler(left));
    }
    killed.close();
  }

  private static void addBehind(Disk disk, String bytes) throws IOException {
    try (DiskFile file = disk.open(EVENTS, Disk.Access.WRITE)) {
      file.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8)), file.size());
      file.sync();
    }
  }

  @Test
  void withoutRoomForTheSpaceEventsAreWrittenAsLongAsTheyFit() {
    memory.setCapacity(memory.used() + BYTES / 2);
    try (LogStore store = open(NEVER)) {
      append(store, 20);
      assertEquals(0, filler(memory));
      assertEquals(20, Stores.positions(store).size());
    }
    assertTrue(LogCheck.run(Scenario.FOLDER, options(memory, NEVER), _ -> {}).isClean());
  }

  @Test
  void anErrorWhileItIsCutOffEndsWriting() {
    FaultyDisk disk = new FaultyDisk(memory);
    LogStore store = LogStore.open(Scenario.FOLDER, options(disk, Duration.ofMillis(20)));
    disk.forgetCalls();
    disk.inject(Fault.next(Operation.TRUNCATE).in("events.log"));
    int acknowledged = 0;
    while (acknowledged < 10 && !failsToAppend(store)) {
      acknowledged++;
    }
    assertTrue(acknowledged >= 3, "space was cut off before there was any");
    Eventually.holds("the space was to be cut off", () -> disk.count(Operation.TRUNCATE) > 0);
    Eventually.holds("writing has ended", () -> failsToAppend(store));
    assertTrue(Stores.positions(store).size() >= acknowledged);
    store.close();
  }

  private static boolean failsToAppend(LogStore store) {
    try {
      append(store, 1);
      return false;
    } catch (dev.cairn.StoreFailedException e) {
      return true;
    }
  }

  @Test
  void aBackupHoldsNoneOfIt() {
    Path copy = Path.of("/scenario/copy");
    try (LogStore store = open(NEVER)) {
      append(store, 10);
      LogBackup.copy(Scenario.FOLDER, copy, options(memory, NEVER), _ -> {});
    }
    assertEquals(List.of(), LogCheck.run(copy, options(memory, NEVER), _ -> {}).damages());
    try (LogStore restored = LogStore.open(copy, options(memory, NEVER))) {
      assertEquals(10, Stores.positions(restored).size());
    }
  }

  @Test
  void theLimitsOfItAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new PreparedSpace(-1, 1, 1, NEVER));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PreparedSpace(PreparedSpace.BYTES_MAX + 1, 1, 1, NEVER));
    assertThrows(IllegalArgumentException.class, () -> new PreparedSpace(1, 0, 1, NEVER));
    assertThrows(IllegalArgumentException.class, () -> new PreparedSpace(1, 1, 0, NEVER));
    assertThrows(IllegalArgumentException.class, () -> new PreparedSpace(1, 1, 1, Duration.ZERO));
  }
}
