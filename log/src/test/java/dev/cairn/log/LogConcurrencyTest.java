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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("concurrency")
final class LogConcurrencyTest {

  private static final int THREADS = 16;
  private static final int EACH = 50;

  @TempDir Path folder;

  private static void run(Runnable turn) throws InterruptedException {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(_ ->
                Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, failure) -> failures.add(failure))
                    .start(turn))
            .toList();
    for (Thread thread : threads) {
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

  @Test
  void anInterruptStormLeavesTheStoreOpenAndEveryCallerWithItsAnswer() throws InterruptedException {
    AtomicInteger answers = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    ConcurrentLinkedQueue<Thread> callers = new ConcurrentLinkedQueue<>();
    Thread storm =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                callers.forEach(Thread::interrupt);
                Thread.onSpinWait();
              }
            });
    try (LogStore store = LogStore.open(folder, LogOptions.standard().withSegmentBytes(8 << 10))) {
      try {
        run(() -> {
          callers.add(Thread.currentThread());
          for (int i = 0; i < EACH; i++) {
            AppendResult result = Stores.append(store, 1);
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
