package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.Subscription;
import dev.cairn.Tag;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Readers that stop in the middle, that are forgotten, and that read what is just being sealed. */
@org.junit.jupiter.api.Tag("concurrency")
final class LogSlowReaderTest {

  private static final Tag TAG = Tag.of("order:1");
  private static final int FORGOTTEN = 5_000;
  private static final int FIRST = 40;
  private static final int LATER = 200;

  /** Every way to read all of the log: what is read, and whether from its end. */
  private static final List<ReadRequest> REQUESTS =
      List.of(
          ReadRequest.all(),
          ReadRequest.all().backwards(),
          ReadRequest.log(Filter.matching(Query.tags(TAG))),
          ReadRequest.stream(Stores.STREAM),
          ReadRequest.stream(Stores.STREAM).backwards());

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  private LogStore open() {
    return LogStore.open(Scenario.FOLDER, Scenario.options(disk));
  }

  private static void append(LogStore store, int times) {
    for (int i = 0; i < times; i++) {
      store.append(
          Append.to(
              Stores.STREAM, ExpectedVersion.any(), NewEvent.of("Happened", "{}").withTags(TAG)));
    }
  }

  private long sealed() throws IOException {
    return memory.list(Scenario.FOLDER).stream()
        .filter(name -> name.startsWith("events.0"))
        .count();
  }

  private static boolean isBackwards(ReadRequest request) {
    return request.direction() == dev.cairn.Direction.BACKWARDS;
  }

  /** The positions that a read made at a head delivers. */
  private static List<Long> upTo(ReadRequest request, long head) {
    List<Long> all = new ArrayList<>(LongStream.rangeClosed(1, head).boxed().toList());
    return isBackwards(request) ? all.reversed() : all;
  }

  private static void take(Cursor<RecordedEvent> cursor, int count, List<Long> into) {
    for (int i = 0; i < count && cursor.hasNext(); i++) {
      into.add(cursor.next().position().sequence());
    }
  }

  @Test
  void cursorsThatAreNeverClosedHoldNoFileAndNoMemoryAndDoNotHinderTheClose() {
    LogStore store = open();
    append(store, FIRST);
    LogReader reader = LogReader.open(Scenario.FOLDER, Scenario.options(disk));
    List<Path> before = disk.openFiles();
    List<Cursor<RecordedEvent>> kept = new ArrayList<>();
    for (EventReader each : List.of(store, reader)) {
      forget(each);
      Cursor<RecordedEvent> one = each.read(ReadRequest.all());
      one.next();
      kept.add(one);
    }
    assertEquals(before, disk.openFiles());
    reader.close();
    store.close();
    assertEquals(List.of(), disk.openFiles());
    kept.forEach(cursor -> assertThrows(StoreClosedException.class, cursor::next));
  }

  private static void forget(EventReader reader) {
    List<WeakReference<Cursor<RecordedEvent>>> forgotten = new ArrayList<>();
    for (int i = 0; i < FORGOTTEN; i++) {
      Cursor<RecordedEvent> cursor = reader.read(REQUESTS.get(i % REQUESTS.size()));
      cursor.next();
      forgotten.add(new WeakReference<>(cursor));
    }
    Eventually.holds(
        "nobody but the caller holds a cursor",
        () -> {
          System.gc();
          // The last one may still lie on the stack.
          return forgotten.stream().filter(one -> one.get() != null).count() <= 1;
        });
  }

  @Test
  void aReaderThatStopsInTheMiddleGoesOnWithWhatItBeganAndHoldsUpNobody() throws Exception {
    try (LogStore store = open();
        LogReader reader = LogReader.open(Scenario.FOLDER, Scenario.options(disk));
        Subscription slow = store.subscribe(Filter.everything(), Position.START)) {
      append(store, FIRST);
      List<Cursor<RecordedEvent>> cursors = new ArrayList<>();
      List<List<Long>> seen = new ArrayList<>();
      for (EventReader each : List.of(store, reader)) {
        for (ReadRequest request : REQUESTS) {
          Cursor<RecordedEvent> cursor = each.read(request);
          cursors.add(cursor);
          seen.add(new ArrayList<>());
          take(cursor, 7, seen.getLast());
        }
      }
      List<Long> followed = new ArrayList<>();
      follow(slow, 7, followed);
      long sealed = sealed();
      CompletableFuture.runAsync(() -> append(store, LATER)).get(10, TimeUnit.SECONDS);
      assertTrue(sealed() >= sealed + 5, "too few segments were sealed");
      for (int i = 0; i < cursors.size(); i++) {
        take(cursors.get(i), Integer.MAX_VALUE, seen.get(i));
        assertEquals(upTo(REQUESTS.get(i % REQUESTS.size()), FIRST), seen.get(i));
        cursors.get(i).close();
      }
      while (followed.size() < FIRST + LATER) {
        follow(slow, 50, followed);
      }
      assertEquals(upTo(ReadRequest.all(), FIRST + LATER), followed);
    }
  }

  private static void follow(Subscription subscription, int most, List<Long> into)
      throws InterruptedException {
    var events = subscription.next(most, Duration.ofSeconds(10)).events();
    assertFalse(events.isEmpty(), "nothing came");
    events.forEach(event -> into.add(event.position().sequence()));
  }

  /** Every cursor is in the middle when the index it reads by is replaced by the saved one. */
  @Test
  void anIndexThatIsReplacedWhileASegmentIsReadChangesNoAnswer() throws IOException {
    Queue<Runnable> saving = new ArrayDeque<>();
    LogOptions options = Scenario.options(disk).withBackground(saving::add);
    try (LogStore store = LogStore.open(Scenario.FOLDER, options)) {
      int head = 0;
      for (int round = 0; round < 10; round++) {
        append(store, 15);
        head += 15;
        List<Cursor<RecordedEvent>> cursors = new ArrayList<>();
        List<List<Long>> seen = new ArrayList<>();
        for (ReadRequest request : REQUESTS) {
          cursors.add(store.read(request));
          seen.add(new ArrayList<>());
          take(cursors.getLast(), head / 2, seen.getLast());
        }
        append(store, 15); // Seals what is being read.
        cursors.forEach(cursor -> assertTrue(cursor.hasNext()));
        while (!saving.isEmpty()) {
          saving.remove().run();
        }
        for (int i = 0; i < cursors.size(); i++) {
          take(cursors.get(i), Integer.MAX_VALUE, seen.get(i));
          assertEquals(upTo(REQUESTS.get(i), head), seen.get(i));
          cursors.get(i).close();
        }
        head += 15;
      }
      assertTrue(memory.list(Scenario.FOLDER.resolve("index")).size() >= 10, "none was saved");
    }
  }

  @Test
  void readersOfSegmentsThatAreJustBeingSealedSeeEveryEventOnce() throws Exception {
    try (ExecutorService others = Executors.newCachedThreadPool();
        LogStore store =
            LogStore.open(Scenario.FOLDER, Scenario.options(memory).withBackground(others));
        LogReader reader = LogReader.open(Scenario.FOLDER, Scenario.options(memory))) {
      append(store, 1);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> append(store, 400), others);
      List<CompletableFuture<Void>> reading = new ArrayList<>();
      for (EventReader each : List.of(store, reader)) {
        reading.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!writing.isDone()) {
                    REQUESTS.forEach(request -> readWhole(each, request));
                  }
                },
                others));
      }
      writing.get(60, TimeUnit.SECONDS);
      CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      REQUESTS.forEach(request -> readWhole(reader, request));
      assertTrue(sealed() >= 10, "too few segments were sealed");
    }
  }

  /** Nothing is missing of what was there when the read began, and nothing comes twice. */
  private static void readWhole(EventReader reader, ReadRequest request) {
    long before = reader.head().sequence();
    List<Long> seen = new ArrayList<>();
    try (Cursor<RecordedEvent> cursor = reader.read(request)) {
      take(cursor, Integer.MAX_VALUE, seen);
    }
    assertTrue(seen.size() >= before, "%d of %d are there".formatted(seen.size(), before));
    assertEquals(upTo(request, seen.size()), seen);
  }
}
