package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Stores that are closed while callers append: waiting ones and such that hand over, on platform
 * and on virtual threads, some of them interrupted, and one that follows. Each caller must get its
 * answer; what was acknowledged is there when the store is opened again, at the place that was
 * told, and nothing else is.
 */
final class Closings implements AutoCloseable {

  private static final int CALLERS = 6;
  private static final int HANDED_OVER = 3;
  private static final int SPINS_MAX = 1_000;

  private final ExecutorService platform = Executors.newCachedThreadPool(daemons());
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
  private final Duration patience;

  /**
   * Prepares.
   *
   * @param patience how long all callers of one store together may take to get their answers
   */
  Closings(Duration patience) {
    this.patience = patience;
  }

  private static ThreadFactory daemons() {
    return Thread.ofPlatform().name("closing-", 0).daemon(true).factory();
  }

  /** What became of the answers of many rounds. */
  record Told(long acknowledged, long refused) {

    Told plus(Told other) {
      return new Told(acknowledged + other.acknowledged, refused + other.refused);
    }
  }

  /** Closes so many stores. */
  Told run(long seed, int rounds) throws InterruptedException {
    Told told = new Told(0, 0);
    for (int i = 0; i < rounds; i++) {
      long round = seed * 1_000_000 + i;
      try {
        told = told.plus(new Round(new SeededRandom(round)).run());
      } catch (ExecutionException | TimeoutException | RuntimeException | AssertionError e) {
        throw new AssertionError("round %d: %s".formatted(round, e), e);
      }
    }
    return told;
  }

  @Override
  public void close() {
    platform.shutdownNow();
    virtual.shutdownNow();
  }

  /** One store and its callers. */
  private final class Round {

    private final SeededRandom random;
    private final MemoryDisk memory = new MemoryDisk();
    private final LogStore store;
    private final CountDownLatch begun = new CountDownLatch(CALLERS + 1);
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<UUID, AppendResult> acknowledged = new ConcurrentHashMap<>();
    private final Queue<UUID> refused = new ConcurrentLinkedQueue<>();

    Round(SeededRandom random) {
      this.random = random;
      FaultyDisk disk = new FaultyDisk(memory);
      int each = 1 + random.nextInt(4);
      disk.watch((number, call) -> {
        if (call.operation() == Operation.SYNC && number % each == 0) {
          LockSupport.parkNanos(1); // A sync that takes its time, so that others gather behind it.
        }
      });
      store =
          LogStore.open(Program.FOLDER, Program.options(disk).withQueue(64, Duration.ofMinutes(1)));
    }

    Told run() throws InterruptedException, ExecutionException, TimeoutException {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        boolean hands = random.nextInt(3) == 0;
        boolean interrupted = random.nextInt(8) == 0;
        all.add(
            CompletableFuture.runAsync(
                () -> caller(hands, interrupted), i % 2 == 0 ? platform : virtual));
      }
      all.add(CompletableFuture.runAsync(this::follow, virtual));
      int spins = random.nextInt(SPINS_MAX);
      boolean twice = random.nextInt(4) == 0;
      awaited(begun);
      all.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < spins; i++) {
                  Thread.onSpinWait();
                }
                store.close();
              },
              platform));
      if (twice) {
        all.add(CompletableFuture.runAsync(store::close, platform));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return check();
    }

    private void caller(boolean hands, boolean interrupted) {
      begun.countDown();
      awaited(begun);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      while (hands ? handOver() : append()) {
        // Until the store is closed.
      }
      if (interrupted && !Thread.interrupted()) {
        throw new AssertionError("an append took the interrupt status away");
      }
    }

    private boolean append() {
      UUID id = new UUID(numbers.incrementAndGet(), 1);
      try {
        acknowledged.put(id, store.append(one(id)));
        return true;
      } catch (StoreClosedException e) {
        refused.add(id);
        return false;
      }
    }

    private boolean handOver() {
      Map<UUID, CompletableFuture<AppendResult>> answers = new HashMap<>();
      for (int i = 0; i < HANDED_OVER; i++) {
        UUID id = new UUID(numbers.incrementAndGet(), 1);
        answers.put(id, store.appendAsync(one(id)));
      }
      boolean all = true;
      for (var answer : answers.entrySet()) {
        try {
          acknowledged.put(answer.getKey(), answer.getValue().join());
        } catch (java.util.concurrent.CompletionException e) {
          if (!(e.getCause() instanceof StoreClosedException)) {
            throw e;
          }
          refused.add(answer.getKey());
          all = false;
        }
      }
      return all;
    }

    /** Follows until the store is closed; sees a beginning of the log, each event once. */
    private void follow() {
      begun.countDown();
      long last = 0;
      try (Subscription subscription = store.subscribe(Filter.everything(), Position.START)) {
        while (true) {
          for (var event : subscription.next(16, patience).events()) {
            if (event.position().sequence() != ++last) {
              throw new AssertionError("%s came where %d was due".formatted(event, last));
            }
          }
        }
      } catch (StoreClosedException e) {
        // The end of it.
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private static Append one(UUID id) {
      StreamId stream = StreamId.of("closing-" + id.getMostSignificantBits() % 3);
      return Append.to(stream, ExpectedVersion.any(), NewEvent.of("Happened", "{}").withId(id));
    }

    private Told check() {
      Map<UUID, RecordedEvent> found;
      try (LogStore again = LogStore.open(Program.FOLDER, Program.options(memory));
          var cursor = again.read(ReadRequest.all())) {
        if (again.recovery().cutBytes() > 0) {
          throw new AssertionError("the store was not closed cleanly");
        }
        found =
            cursor.toList().stream()
                .collect(Collectors.toMap(RecordedEvent::id, Function.identity()));
      }
      acknowledged.forEach((id, told) -> {
        RecordedEvent event = found.remove(id);
        if (event == null || !event.position().equals(told.last())) {
          throw new AssertionError("told %s, there is %s".formatted(told, event));
        }
      });
      if (!found.isEmpty()) {
        throw new AssertionError("refused, and there: " + found.values());
      }
      return new Told(acknowledged.size(), refused.size());
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
