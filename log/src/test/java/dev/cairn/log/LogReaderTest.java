package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.CorruptStoreException;
import dev.cairn.EventBatch;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.MissingStoreException;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreLockedException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
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
}
