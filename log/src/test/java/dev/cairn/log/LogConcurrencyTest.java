package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import dev.cairn.disk.RealDisk;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("concurrency")
final class LogConcurrencyTest {

  private static final int THREADS = 16;
  private static final int EACH = 50;

  @TempDir Path folder;

  private static final Set<Operation> IN_A_GROUP_WRITE = Set.of(Operation.WRITE, Operation.SYNC);

  /** Runs the same in all threads at once, every other one of them a virtual one. */
  private static void run(Runnable turn) throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> all =
        IntStream.range(0, THREADS)
            .mapToObj(i ->
                (i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform())
                    .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                    .start(turn))
            .toList();
    for (Thread thread : all) {
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(failures));
  }

  @Test
  void manyWritersOnOneStreamWithExactVersionsLoseNoUpdate() throws InterruptedException {
    AtomicInteger conflicts = new AtomicInteger();
    try (LogStore store = LogStore.open(folder)) {
      run(() -> {
        for (int i = 0; i < EACH; ) {
          try {
            Version seen = store.version(Stores.STREAM);
            store.append(
                Append.to(Stores.STREAM, ExpectedVersion.exactly(seen), NewEvent.of("E", "{}")));
            i++;
          } catch (WrongVersionException e) {
            conflicts.incrementAndGet();
          }
        }
      });
      assertEquals(Version.of(THREADS * EACH), store.version(Stores.STREAM));
      assertTrue(conflicts.get() > 0, "the writers never met");
      try (var events = store.read(ReadRequest.stream(Stores.STREAM))) {
        assertEquals(
            LongStream.rangeClosed(1, THREADS * EACH).boxed().toList(),
            events.toList().stream().map(event -> event.version().number()).toList());
      }
    }
  }

  /** The ways in which a store may write. */
  enum Writing {
    SYNCED,
    PREPARED,
    RELAXED;

    LogOptions options() {
      LogOptions small = LogOptions.standard().withSegmentBytes(8 << 10);
      return switch (this) {
        case SYNCED -> small.withPrepared(PreparedSpace.NONE);
        case PREPARED ->
            small.withPrepared(new PreparedSpace(4 << 10, 1 << 10, 2, Duration.ofMillis(20)));
        case RELAXED -> small.withDurability(Durability.mayLoseLatest(Duration.ofMillis(1)));
      };
    }
  }

  /** Interrupts whoever makes some of the calls of a group write, in the middle of it. */
  private static FaultyDisk interrupting(AtomicInteger interrupts) {
    FaultyDisk disk = new FaultyDisk(new RealDisk());
    disk.watch((number, call) -> {
      if (number % 3 == 0 && IN_A_GROUP_WRITE.contains(call.operation())) {
        Thread.currentThread().interrupt();
        interrupts.incrementAndGet();
      }
    });
    return disk;
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptStormLeavesTheStoreOpenAndEveryCallerWithItsAnswer(Writing writing)
      throws InterruptedException {
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger interrupts = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Collection<Thread> callers = new ConcurrentLinkedQueue<>();
    Thread storm =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                callers.forEach(Thread::interrupt);
                Thread.onSpinWait();
              }
            });
    LogOptions options = writing.options().withDisk(interrupting(interrupts));
    try (LogStore store = LogStore.open(folder, options)) {
      Thread.interrupted(); // Opening writes as well.
      try {
        run(() -> {
          callers.add(Thread.currentThread());
          for (int i = 0; i < EACH; i++) {
            Append append = Append.to(Stores.STREAM, ExpectedVersion.any(), Stores.events(1));
            AppendResult result =
                i % 2 == 0 ? store.append(append) : store.appendAsync(append).join();
            assertEquals(result.last(), store.event(result.last()).orElseThrow().position());
            answers.incrementAndGet();
          }
          callers.remove(Thread.currentThread());
        });
      } finally {
        over.set(true);
        storm.join();
      }
      assertEquals(THREADS * EACH, answers.get());
      assertEquals(THREADS * EACH, store.head().sequence());
      assertTrue(interrupts.get() > 0, "no leader was interrupted");
    } finally {
      Thread.interrupted(); // And so does closing.
    }
    assertTrue(LogCheck.run(folder, LogOptions.standard(), _ -> {}).isClean());
  }

  @ParameterizedTest
  @EnumSource
  void aLeaderThatIsInterruptedInTheMiddleOfItsGroupWriteGetsItsAnswerAndKeepsTheInterrupt(
      Writing writing) {
    AtomicInteger interrupts = new AtomicInteger();
    LogOptions options = writing.options().withBackground(Runnable::run);
    try (LogStore store = LogStore.open(folder, options.withDisk(interrupting(interrupts)))) {
      for (int i = 1; i <= 60; i++) {
        Thread.interrupted();
        int before = interrupts.get();
        assertEquals(i, Stores.append(store, 1).last().sequence());
        // Elsewhere another thread may have been interrupted: one that syncs later, or cuts space.
        assertTrue(interrupts.get() == before || Thread.interrupted() || writing != Writing.SYNCED);
      }
      assertTrue(interrupts.get() > 0, "it was not interrupted");
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void closingAnswersEveryAppendThatWasHandedOver() {
    LogStore store = LogStore.open(folder);
    List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      answers.add(
          store.appendAsync(
              Append.to(
                  StreamId.of("s", String.valueOf(i)),
                  ExpectedVersion.noStream(),
                  NewEvent.of("E", "{}"))));
    }
    store.close();
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(i + 1, answers.get(i).join().last().sequence());
    }
    assertThrows(StoreClosedException.class, () -> Stores.append(store, 1));
  }
}
