package dev.cairn.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StoreLockedException;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.MemoryDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a turn ends, and who has the next one. */
final class SharedTurnsTest {

  private static final Path FOLDER = Path.of("/store");
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final MemoryDisk disk = new MemoryDisk();
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void makeTheFolder() throws IOException {
    disk.createFolders(FOLDER);
  }

  private StoreLock lock(Duration wait) throws IOException {
    return StoreLock.take(disk, FOLDER, LockMode.SHARED, wait, Instant.EPOCH);
  }

  private SharedTurns turns(Duration wait) throws IOException {
    StoreLock lock = lock(WAIT);
    HeadFile head = HeadFile.open(disk, FOLDER);
    List<Segment> segments = new Opening(disk, FOLDER, head.mark(), Instant.EPOCH).run();
    StoreHeader header = StoreHeader.fresh(new UUID(1, 2), Instant.EPOCH);
    Log log = new Log(disk, FOLDER, header, segments);
    Indexer indexer = new Indexer(new Loader(disk, FOLDER), Runnable::run);
    LogOptions options = LogOptions.standard().withLockMode(LockMode.SHARED);
    GroupWriter writer = new GroupWriter(log, head, indexer, options);
    return new SharedTurns(log, head, writer, lock, wait, options.time(), nanos::get);
  }

  private boolean isHeld() {
    return StoreLock.isHeld(disk, FOLDER);
  }

  @Test
  void aTurnEndsWhenNoAppendWaits() throws IOException {
    SharedTurns turns = turns(WAIT);
    assertTrue(isHeld(), "it begins with the turn in which the store was opened");
    turns.end(true);
    assertTrue(isHeld(), "appends wait");
    turns.end(false);
    assertFalse(isHeld());
    assertFalse(turns.begin(), "nobody wrote");
    assertTrue(isHeld());
    assertFalse(turns.begin(), "it goes on");
    turns.end(false);
    turns.end(false);
    assertFalse(isHeld());
  }

  @Test
  void aTurnEndsAfterItsTimeHoweverManyAppendsWait() throws IOException {
    SharedTurns turns = turns(WAIT);
    nanos.addAndGet(SharedTurns.TURN_MAX.toNanos() - 1);
    turns.end(true);
    assertTrue(isHeld());
    nanos.addAndGet(1);
    turns.end(true);
    assertFalse(isHeld());
    assertFalse(turns.begin());
    turns.end(true);
    assertTrue(isHeld(), "a new turn has time of its own");
  }

  @Test
  void whoWaitsHasTheTurnBeforeTheOneThatHadItHasItAgain() throws Exception {
    StoreLock one = lock(WAIT);
    StoreLock two = lock(one);
    List<String> turns = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> take(two, turns, "two"));
      Eventually.holds("the other one is next", this::isSomebodyNext);
      turns.add("one");
      one.release();
      take(one, turns, "one again");
      waiting.get(10, TimeUnit.SECONDS);
      assertEquals(List.of("one", "two", "one again"), turns);
      turns.clear();
      one.retake(WAIT);
    }
    one.close();
    two.close();
  }

  /** A second lock, made while the first one lets go for a moment. */
  private StoreLock lock(StoreLock first) throws IOException {
    first.release();
    StoreLock second = lock(WAIT);
    second.release();
    first.retake(WAIT);
    return second;
  }

  private static void take(StoreLock lock, List<String> turns, String name) {
    try {
      lock.retake(WAIT);
      turns.add(name);
      lock.release();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean isSomebodyNext() throws IOException {
    var next = disk.tryLock(FOLDER.resolve(StoreLock.NEXT));
    if (next.isPresent()) {
      next.get().close();
    }
    return next.isEmpty();
  }

  @Test
  void aTurnThatCannotBeHadIsRefusedAndMayBeHadLater() throws IOException {
    SharedTurns turns = turns(Duration.ZERO);
    turns.end(false);
    StoreLock other = lock(WAIT);
    StoreLockedException refused = assertThrows(StoreLockedException.class, turns::begin);
    assertTrue(refused.owner().startsWith("process "), refused.getMessage());
    assertFalse(turns.beginLast());
    other.close();
    assertFalse(turns.begin());
    assertTrue(turns.beginLast());
  }
}
