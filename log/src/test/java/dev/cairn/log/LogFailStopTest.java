package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CorruptStoreException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first error on the write path ends writing; reads go on. */
final class LogFailStopTest {

  private static final String LARGE = "{\"text\":\"" + "x".repeat(5_000) + "\"}";

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);

  private LogStore open() {
    return LogStore.open(Scenario.FOLDER, Scenario.options(disk));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static AppendResult appendLarge(LogStore store) {
    return store.append(
        Append.to(Stores.STREAM, ExpectedVersion.any(), NewEvent.of("Large", LARGE)));
  }

  /** Each step of the write path; after a large append the next one seals the segment. */
  static Stream<Fault> steps() {
    return Stream.of(
        Fault.next(Operation.WRITE).in("events.log"),
        Fault.next(Operation.WRITE).in("events.log").afterBytes(100),
        Fault.next(Operation.SYNC).in("events.log"),
        Fault.next(Operation.WRITE).in("head"),
        Fault.next(Operation.OPEN).in("events.log.new"),
        Fault.next(Operation.SYNC).in("events.log.new"),
        Fault.next(Operation.RENAME).in("events.00000000000000000001.log"),
        Fault.at(Operation.SYNC_FOLDER, 1, () -> new IOException("injected")).in("store"),
        Fault.next(Operation.RENAME).in("events.log"),
        Fault.at(Operation.SYNC_FOLDER, 2, () -> new IOException("injected")).in("store"),
        Fault.next(Operation.CLOSE).in("events.log"),
        Fault.next(Operation.OPEN).in("events.log"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void anErrorOfAnyStepEndsWritingWithItsCauseAndReadsGoOn(Fault fault) {
    IOException cause = new IOException("Input/output error");
    LogStore store = open();
    appendLarge(store);
    disk.inject(
        new Fault(
            fault.operation(),
            fault.nth(),
            false,
            fault.fileName(),
            fault.bytesBefore(),
            () -> cause));

    StoreFailedException first =
        assertThrows(StoreFailedException.class, () -> Stores.append(store, 2));
    int calls = disk.calls().size();
    StoreFailedException later =
        assertThrows(StoreFailedException.class, () -> Stores.append(store, 1));

    assertSame(cause, first.getCause());
    assertSame(cause, later.getCause());
    assertTrue(String.valueOf(first.getMessage()).contains("Input/output error"));
    assertEquals(upTo(1), Stores.positions(store));
    assertEquals(1, store.version(Stores.STREAM).number());
    try (LogReader beside = LogReader.open(Scenario.FOLDER, Scenario.options(memory))) {
      assertEquals(upTo(1), Stores.positions(beside));
    }
    store.close();
    List<Operation> after =
        disk.calls().stream().skip(calls).map(FaultyDisk.Call::operation).distinct().toList();
    for (Operation writing : List.of(Operation.WRITE, Operation.SYNC, Operation.SYNC_FOLDER)) {
      assertFalse(after.contains(writing), "after the failure: " + after);
    }
    assertEquals(List.of(), disk.openFiles());

    try (LogStore reopened = open()) {
      long head = reopened.head().sequence();
      assertTrue(head == 1 || head == 3, "an append is in part: " + head);
      assertEquals(upTo(head), Stores.positions(reopened));
      Stores.append(reopened, 1);
    }
    assertTrue(LogCheck.run(Scenario.FOLDER, Scenario.options(memory), _ -> {}).isClean());
  }

  @Test
  void theMarkThatWritingBeginsIsSyncedBeforeAnythingIsWritten() {
    open().close();
    try (LogStore store = open()) {
      disk.inject(Fault.next(Operation.SYNC).in("head"));
      assertThrows(StoreFailedException.class, () -> Stores.append(store, 1));
    }
    try (LogStore store = open()) {
      assertEquals(List.of(), Stores.positions(store));
    }
  }

  @Test
  void whatIsServedAfterAFailedSyncIsDurable() throws IOException {
    try (LogStore store = open()) {
      Stores.append(store, 1);
      disk.inject(Fault.next(Operation.SYNC).in("events.log"));
      assertThrows(StoreFailedException.class, () -> Stores.append(store, 3));
    }
    try (LogStore store = open()) {
      // The bytes read well, but only from memory: nothing of them was ever synced.
      List<Long> served = Stores.positions(store);
      assertEquals(upTo(4), served);
      for (int seed = 0; seed < 50; seed++) {
        LogOptions after = Scenario.options(memory.afterPowerCut(seed));
        try (LogStore recovered = LogStore.open(Scenario.FOLDER, after)) {
          assertEquals(served, Stores.positions(recovered), "seed " + seed);
        }
      }
    }
  }

  @Test
  void everyAppendThatWaitsIsToldTheFirstCause() throws Exception {
    IOException cause = new IOException("Input/output error");
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch gathered = new CountDownLatch(1);
    AtomicInteger syncs = new AtomicInteger();
    LogStore store = open();
    disk.watch((_, call) -> {
      if (call.operation() == Operation.SYNC) {
        syncs.incrementAndGet();
        reached.countDown();
        await(gathered);
        throw cause;
      }
    });
    List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
    answers.add(store.appendAsync(one("first")));
    await(reached);
    for (int i = 0; i < 50; i++) {
      answers.add(store.appendAsync(one("waits")));
    }
    gathered.countDown();
    for (CompletableFuture<AppendResult> answer : answers) {
      ExecutionException failed =
          assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
      assertSame(cause, assertInstanceOf(StoreFailedException.class, failed.getCause()).getCause());
    }
    store.close();
    assertEquals(1, syncs.get(), "a sync that failed was tried again");
  }

  private static Append one(String stream) {
    return Append.to(StreamId.of("stream", stream), ExpectedVersion.any(), NewEvent.of("E", "{}"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptedCallerGetsItsAnswerAndKeepsItsStatus() {
    Thread.currentThread().interrupt();
    try (LogStore store = open()) {
      assertEquals(1, Stores.append(store, 1).last().sequence());
      assertTrue(Thread.interrupted());
      Thread.currentThread().interrupt();
    }
    assertTrue(Thread.interrupted());
    try (LogStore store = open()) {
      assertEquals(upTo(1), Stores.positions(store));
    }
  }

  @Test
  void whatAppendsMeetTheClosingIsAcknowledgedAndThereOrElseIsNot() throws Exception {
    for (int run = 0; run < 20; run++) {
      LogStore store = open();
      long before = store.head().sequence();
      ConcurrentLinkedQueue<Long> acknowledged = new ConcurrentLinkedQueue<>();
      ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
      CountDownLatch begun = new CountDownLatch(8);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (true) {
                      acknowledged.add(Stores.append(store, 1).last().sequence());
                      begun.countDown();
                    }
                  } catch (StoreClosedException e) {
                    // The end that is expected.
                  } catch (RuntimeException e) {
                    failures.add(e);
                  }
                }));
      }
      await(begun);
      store.close();
      for (Thread thread : threads) {
        assertTrue(thread.join(java.time.Duration.ofSeconds(10)), "an append was never answered");
      }
      assertEquals(List.of(), List.copyOf(failures));
      try (LogStore reopened = open()) {
        assertEquals(
            LongStream.rangeClosed(before + 1, reopened.head().sequence()).boxed().toList(),
            acknowledged.stream().sorted().toList());
      }
    }
  }

  @Test
  void aCallbackMayAppendAndClose() throws Exception {
    LogStore store = open();
    CountDownLatch chained = new CountDownLatch(1);
    disk.watch((_, call) -> {
      if (call.operation() == Operation.SYNC) {
        await(chained);
      }
    });
    CompletableFuture<AppendResult> second =
        store
            .appendAsync(one("first"))
            .thenApply(_ -> {
              AppendResult result = store.append(one("second"));
              store.close();
              return result;
            });
    chained.countDown();
    assertEquals(2, second.get(10, TimeUnit.SECONDS).last().sequence());
  }

  @Test
  void whereARequestCannotBeReadOnlyItsRetryIsRefused() throws IOException {
    RequestKey damaged = RequestKey.of("damaged", new byte[] {1});
    try (LogStore store = open()) {
      store.append(one("damaged").forRequest(damaged));
      store.append(one("sound"));
    }
    try (LogStore store = open()) {
      try (DiskFile file = memory.open(Scenario.FOLDER.resolve("events.log"), Disk.Access.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[] {'#'}), 20);
      }
      Append retry = one("damaged").forRequest(damaged);
      assertThrows(CorruptStoreException.class, () -> store.append(retry));
      assertEquals(3, store.append(one("sound")).last().sequence());
    }
  }

  @Test
  void anOpeningThatFailsLeavesNothingOpenAndTheLockFree() {
    try (LogStore store = open()) {
      Stores.append(store, 1);
    }
    disk.inject(Fault.next(Operation.WRITE).in("OWNER"));
    assertThrows(StoreUnavailableException.class, this::open);
    assertEquals(List.of(), disk.openFiles());
    open().close();
  }

  @Test
  void anIndexThatCannotBeSavedOrReadHarmsNobody() {
    AtomicBoolean failing = new AtomicBoolean(true);
    disk.watch((_, call) -> {
      if (failing.get() && call.path().toString().contains("index")) {
        throw new IOException("Input/output error");
      }
    });
    try (LogStore store = open()) {
      appendLarge(store);
      appendLarge(store);
      appendLarge(store);
    }
    try (LogStore store = open()) {
      assertEquals(upTo(3), Stores.positions(store));
      failing.set(false);
      appendLarge(store);
    }
    try (LogStore store = open()) {
      assertEquals(upTo(4), Stores.positions(store));
    }
  }
}
