package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AsOf;
import dev.cairn.CorruptStoreException;
import dev.cairn.EventBatch;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.MissingStoreException;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreLockedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class LogReaderTest {

  @TempDir Path folder;

  @Test
  void aReaderBesideTheWriterSeesWhatWasAcknowledged() {
    try (LogStore store = LogStore.open(folder);
        LogReader reader = LogReader.open(folder)) {
      assertEquals(Position.START, reader.head());
      Stores.append(store, 3);
      assertEquals(Position.of(3), reader.head());
      assertEquals(Stores.all(store), Stores.all(reader));
      assertEquals(store.id(), reader.id());
    }
  }

  @Test
  void aFollowerSeesEachEventOnceThroughManySegments() throws InterruptedException {
    LogOptions small = LogOptions.standard().withSegmentBytes(4 << 10);
    try (LogStore store = LogStore.open(folder, small);
        LogReader reader = LogReader.open(folder)) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 500; i++) {
                  Stores.append(store, 1);
                }
              });
      assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), follow(reader, 500));
      writer.join();
    }
  }

  private static List<Long> follow(LogReader reader, int count) throws InterruptedException {
    List<Long> seen = new ArrayList<>();
    try (Subscription subscription = reader.subscribe(Filter.everything(), Position.START)) {
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (seen.size() < count && System.nanoTime() < deadline) {
        EventBatch batch = subscription.next(7, Duration.ofMillis(200));
        for (RecordedEvent event : batch.events()) {
          seen.add(event.position().sequence());
        }
      }
    }
    return seen;
  }

  @Test
  void aBatchOfLargeEventsIsBoundedInBytesToo() throws InterruptedException {
    String large = "{\"text\":\"" + "x".repeat(3 << 20) + "\"}";
    try (LogStore store = LogStore.open(folder)) {
      for (int i = 0; i < 9; i++) {
        NewEvent event = NewEvent.of("Large", large);
        store.append(Append.to(StreamId.of("large"), ExpectedVersion.any(), event));
      }
      try (Subscription all = store.subscribe(Filter.everything(), Position.START)) {
        EventBatch first = all.next(100, Duration.ZERO);
        assertEquals(6, first.events().size());
        assertEquals(Position.of(6), first.upTo());
        assertEquals(3, all.next(100, Duration.ZERO).events().size());
      }
    }
  }

  @Test
  void bytesBeyondTheHeadAreNotShownAndSaid() throws IOException {
    try (LogStore store = LogStore.open(folder)) {
      Stores.append(store, 2);
    }
    Stores.addBytes(folder, "{\"position\":3");
    try (LogReader reader = LogReader.open(folder)) {
      assertEquals(List.of(1L, 2L), Stores.positions(reader));
      assertEquals(13, reader.bytesBeyondHead());
    }
  }

  @Test
  void whatLiesBeforeDamageIsReadAndNothingDamagedIsReturned() throws IOException {
    try (LogStore store = LogStore.open(folder)) {
      Stores.append(store, 2_000);
    }
    Stores.damage(Stores.active(folder), Stores.offsetOf(Stores.active(folder), "{\"n\": 1500}"));
    List<Long> seen = new ArrayList<>();
    try (LogReader reader = LogReader.open(folder);
        var cursor = reader.read(dev.cairn.ReadRequest.all())) {
      CorruptStoreException found =
          assertThrows(
              CorruptStoreException.class,
              () -> cursor.forEachRemaining(event -> seen.add(event.position().sequence())));
      assertEquals(1_500, found.line());
      assertEquals(Position.of(1_500), found.position());
    }
    assertEquals(LongStream.rangeClosed(1, 1_499).boxed().toList(), seen);
    CheckReport report = LogCheck.run(folder, LogOptions.standard(), _ -> {});
    assertEquals(1, report.damages().size());
    assertEquals(1_500, report.damages().getFirst().line());
    assertEquals(1_999, report.events());
  }

  @Test
  void whereNoStoreIsThatIsSaidAndNothingIsMade() {
    Path nowhere = folder.resolve("nowhere");
    assertThrows(MissingStoreException.class, () -> LogReader.open(nowhere));
    assertThrows(
        MissingStoreException.class, () -> LogCheck.run(nowhere, LogOptions.standard(), _ -> {}));
    assertTrue(Files.notExists(nowhere));
  }

  @Test
  void aSecondWriterIsRefusedNamingTheFirst() {
    LogOptions impatient = LogOptions.standard().withLockWait(Duration.ofMillis(20));
    try (LogStore _ = LogStore.open(folder)) {
      StoreLockedException refused =
          assertThrows(StoreLockedException.class, () -> LogStore.open(folder, impatient));
      assertTrue(refused.owner().startsWith("process " + ProcessHandle.current().pid()));
    }
    LogStore.open(folder, impatient).close();
  }

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  private LogStore writer() {
    return LogStore.open(Scenario.FOLDER, Scenario.options(memory));
  }

  private LogReader reader() {
    return LogReader.open(Scenario.FOLDER, Scenario.options(disk));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void aSealedSegmentWithoutEventsIsDamage() throws IOException {
    try (LogStore store = writer()) {
      for (int i = 0; i < 40; i++) {
        Stores.append(store, 1);
      }
    }
    String sealed =
        memory.list(Scenario.FOLDER).stream()
            .filter(name -> name.startsWith("events.0"))
            .findFirst()
            .orElseThrow();
    try (DiskFile file = memory.open(Scenario.FOLDER.resolve(sealed), Disk.Access.WRITE)) {
      file.truncate(0);
    }
    try (LogReader reader = reader()) {
      CorruptStoreException damage =
          assertThrows(CorruptStoreException.class, () -> Stores.all(reader));
      assertEquals("a sealed segment without events", damage.reason());
    }
    assertThrows(CorruptStoreException.class, this::writer);
  }

  private void loseTheHead() throws IOException {
    memory.delete(Scenario.FOLDER.resolve("head"));
  }

  @Test
  void whereTheHeadIsLostAReaderShowsWhatALaterWriteProvesAndSaysWhatItDoesNot()
      throws IOException {
    try (LogStore store = writer()) {
      for (int i = 0; i < 40; i++) {
        Stores.append(store, 1);
      }
      assertTrue(
          memory.list(Scenario.FOLDER).stream().anyMatch(name -> name.startsWith("events.0")));
      Stores.append(store, 3);
    }
    loseTheHead();
    try (LogReader reader = reader()) {
      assertEquals(upTo(40), Stores.positions(reader));
      assertTrue(reader.bytesBeyondHead() > 0);
      assertEquals(40, LogCheck.run(Scenario.FOLDER, Scenario.options(memory), _ -> {}).events());
    }
    assertEquals(
        Set.of(
            Operation.OPEN,
            Operation.READ,
            Operation.LIST,
            Operation.SIZE,
            Operation.CLOSE,
            Operation.EXISTS,
            Operation.LOCK),
        disk.calls().stream().map(FaultyDisk.Call::operation).collect(Collectors.toSet()),
        "a reader changes nothing");

    writer().close();
    try (LogReader reader = reader()) {
      assertEquals(upTo(43), Stores.positions(reader));
      assertEquals(0, reader.bytesBeyondHead());
    }
  }

  @Test
  void aReaderGoesOnBesideAWriterWhoseHeadWasDeleted() throws IOException {
    try (LogStore store = writer();
        LogReader reader = reader()) {
      Stores.append(store, 1);
      assertEquals(upTo(1), Stores.positions(reader));
      loseTheHead();
      for (int i = 0; i < 40; i++) {
        Stores.append(store, 1);
        assertEquals(upTo(i + 1), Stores.positions(reader));
      }
      assertEquals(0, reader.bytesBeyondHead(), "the writer answers for them");
    }
  }

  @Test
  void damageThatALaterWriteProvesIsDamageAlsoWithoutTheHead() throws Exception {
    try (LogStore store = writer()) {
      Stores.append(store, 1);
      Stores.append(store, 1);
      Stores.append(store, 1);
    }
    loseTheHead();
    try (DiskFile file = memory.open(Scenario.FOLDER.resolve("events.log"), Disk.Access.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {'#'}), 300);
    }
    List<Long> seen = new ArrayList<>();
    try (LogReader reader = reader();
        var cursor = reader.read(ReadRequest.all());
        Subscription subscription = reader.subscribe(Filter.everything(), Position.START)) {
      CorruptStoreException found =
          assertThrows(
              CorruptStoreException.class,
              () -> cursor.forEachRemaining(event -> seen.add(event.position().sequence())));
      assertEquals(Position.of(2), found.position());
      assertEquals(List.of(1L), seen);
      assertEquals(1, subscription.next(10, Duration.ZERO).events().size());
      List<Executable> untold =
          List.of(
              () -> subscription.next(10, Duration.ZERO),
              reader::head,
              () -> reader.version(Stores.STREAM),
              () -> reader.find(new UUID(1, 1)),
              () -> reader.read(ReadRequest.all().backwards()));
      untold.forEach(call -> assertThrows(CorruptStoreException.class, call));
      assertEquals(1, Stores.readAll(reader, ReadRequest.all().limit(1)).size());
      assertEquals(
          1, Stores.readAll(reader, ReadRequest.all().asOf(AsOf.position(Position.of(1)))).size());
    }
    assertEquals(List.of(), disk.openFiles());
  }

  @Test
  void aSegmentThatIsSealedWhileAReaderOpensItIsNoDamage() {
    try (LogStore store = writer()) {
      for (int i = 0; i < 10; i++) {
        Stores.append(store, 1);
      }
      AtomicBoolean rolled = new AtomicBoolean();
      disk.watch((_, call) -> {
        if (call.operation() == Operation.OPEN
            && call.path().endsWith("events.log")
            && !rolled.getAndSet(true)) {
          while (!memory.exists(Scenario.FOLDER.resolve("events.00000000000000000001.log"))) {
            Stores.append(store, 1);
          }
        }
      });
      try (LogReader reader = reader()) {
        assertTrue(rolled.get());
        assertEquals(Stores.positions(store), Stores.positions(reader));
      }
      rolled.set(false);
      CheckReport report = LogCheck.run(Scenario.FOLDER, Scenario.options(disk), _ -> {});
      assertEquals(List.of(), report.damages());
      assertEquals(store.head(), report.head());
    }
  }

  @Test
  void anEventThatCouldNotBeReadIsReadAgainAndNotPassedOver() throws InterruptedException {
    try (LogStore store = writer();
        LogReader reader = reader()) {
      for (int i = 0; i < 40; i++) {
        Stores.append(store, 1);
      }
      List<Long> seen = new ArrayList<>();
      try (var cursor = reader.read(ReadRequest.all())) {
        for (int tries = 0; tries < 40 && seen.size() < 40; tries++) {
          disk.inject(Fault.next(Operation.READ));
          try {
            cursor.forEachRemaining(event -> seen.add(event.position().sequence()));
          } catch (StoreUnavailableException e) {
            disk.heal();
            seen.add(cursor.next().position().sequence());
          }
        }
      }
      disk.heal();
      assertEquals(upTo(40), seen);
      List<Long> followed = new ArrayList<>();
      try (Subscription subscription = reader.subscribe(Filter.everything(), Position.START)) {
        for (int i = 1; i < 200 && followed.size() < 40; i++) {
          // The look at the head comes first, then the events.
          disk.inject(Fault.at(Operation.READ, 1 + i % 3, () -> new IOException("once")));
          try {
            for (RecordedEvent event : subscription.next(40, Duration.ZERO).events()) {
              followed.add(event.position().sequence());
            }
          } catch (StoreUnavailableException e) {
            assertTrue(followed.size() < 40);
          }
          disk.heal();
        }
      }
      assertEquals(upTo(40), followed);
    }
  }
}
