package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CorruptStoreException;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreLockedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import dev.cairn.disk.DiskFile;
import dev.cairn.disk.DiskLock;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.VirtualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several stores on one folder, each with the files it opened itself, as processes have them. */
final class LogSharedTest {

  private static final Path FOLDER = Path.of("/shared/store");
  private static final StreamId A = StreamId.of("account-a");
  private static final Pattern MARK = Pattern.compile("\"turn\":(\\d+),.*?\"clean\":(true|false)");
  private static final String LARGE = "\"" + "x".repeat(5_000) + "\"";

  private final MemoryDisk memory = new MemoryDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final VirtualClock clock = new VirtualClock();

  private LogOptions options(LockMode mode) {
    return LogOptions.standard()
        .withDisk(memory)
        .withTime(clock)
        .withLockMode(mode)
        .withLockWait(Duration.ZERO)
        .withBackground(Runnable::run)
        .withSegmentBytes(4 << 10);
  }

  private LogStore shared() {
    return LogStore.open(FOLDER, options(LockMode.SHARED));
  }

  private LogStore sharedOn(Disk other) {
    return LogStore.open(FOLDER, options(LockMode.SHARED).withDisk(other));
  }

  private LogStore exclusive() {
    return LogStore.open(FOLDER, options(LockMode.EXCLUSIVE));
  }

  private static AppendResult append(LogStore store, String data) {
    return store.append(Append.to(A, ExpectedVersion.any(), NewEvent.of("Happened", data)));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Whether the newest mark in the head says that the store was closed cleanly. */
  private boolean isClean() throws IOException {
    String slots =
        new String(AtomicFile.read(memory, FOLDER.resolve("head")), StandardCharsets.UTF_8);
    return MARK.matcher(slots)
        .results()
        .max(Comparator.comparingLong(mark -> Long.parseLong(mark.group(1))))
        .map(mark -> mark.group(2).equals("true"))
        .orElseThrow();
  }

  @Test
  void eachReadsWhatTheOtherAcknowledgedAndPositionsHaveNoGap() {
    try (LogStore one = shared();
        LogStore two = shared()) {
      for (int i = 0; i < 10; i++) {
        assertEquals(2 * i + 1, append(one, "1").last().sequence());
        assertEquals(Position.of(2 * i + 1), two.head());
        assertEquals(2 * i + 2, append(two, "2").last().sequence());
        assertEquals(Version.of(2 * i + 2), one.version(A));
      }
      assertEquals(upTo(20), Stores.positions(one));
      assertEquals(Stores.all(one), Stores.all(two));
    }
    try (LogStore after = exclusive()) {
      assertEquals(upTo(20), Stores.positions(after));
    }
  }

  @Test
  void aVersionThatAnotherStoreMovedIsRefused() {
    try (LogStore one = shared();
        LogStore two = shared()) {
      append(one, "1");
      assertEquals(Version.of(1), two.version(A));
      append(one, "2");
      WrongVersionException refused =
          assertThrows(
              WrongVersionException.class,
              () ->
                  two.append(
                      Append.to(
                          A, ExpectedVersion.exactly(Version.of(1)), NewEvent.of("T", "{}"))));
      assertEquals(Version.of(2), refused.actual());
      two.append(Append.to(A, ExpectedVersion.exactly(Version.of(2)), NewEvent.of("T", "{}")));
      one.append(Append.to(A, ExpectedVersion.exactly(Version.of(3)), NewEvent.of("T", "{}")));
    }
  }

  @Test
  void anEventOfAnotherStoreThatMatchesTheQueryRefusesTheAppend() {
    Tag tag = Tag.of("customer:7");
    try (LogStore one = shared();
        LogStore two = shared()) {
      append(two, "1");
      Position seen = two.head();
      one.append(Append.to(A, ExpectedVersion.any(), NewEvent.of("Happened", "{}").withTags(tag)));
      EventsMatchedException refused =
          assertThrows(
              EventsMatchedException.class,
              () ->
                  two.append(
                      Append.to(A, ExpectedVersion.any(), NewEvent.of("T", "{}"))
                          .failIfEventsMatch(Query.tags(tag), seen)));
      assertTrue(String.valueOf(refused.getMessage()).contains("2"), refused.getMessage());
    }
  }

  @Test
  void aRequestThatAnotherStoreTookIsRecognised() {
    try (LogStore one = shared();
        LogStore two = shared()) {
      Append append = Append.to(A, ExpectedVersion.any(), NewEvent.of("T", "{}"));
      RequestKey key = RequestKey.of("request-1", new byte[] {1});
      AppendResult first = one.append(append.forRequest(key));
      AppendResult again = two.append(append.forRequest(key));
      assertTrue(again.repeated());
      assertEquals(first.last(), again.last());
      assertEquals(upTo(1), Stores.positions(two));
    }
  }

  @Test
  void aSubscriptionFollowsWhatAnotherStoreWritesThroughManySegments() throws Exception {
    try (LogStore one = shared();
        LogStore two = shared();
        Subscription all = one.subscribe(Filter.everything(), Position.START)) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 50; i++) {
              append(two, "\"" + "x".repeat(500) + "\"");
            }
          });
      List<Long> seen = new ArrayList<>();
      while (seen.size() < 50) {
        for (RecordedEvent event : all.next(7, Duration.ofSeconds(10)).events()) {
          seen.add(event.position().sequence());
        }
      }
      writing.get(10, TimeUnit.SECONDS);
      assertEquals(upTo(50), seen);
    }
  }

  @Test
  void aSegmentThatAnotherStoreSealedIsNotWrittenToAnyMore() throws IOException {
    try (LogStore one = shared();
        LogStore two = shared()) {
      append(one, LARGE);
      append(two, LARGE);
      append(one, "3");
      append(two, LARGE);
      append(one, LARGE);
      append(two, "6");
      assertEquals(upTo(6), Stores.positions(one));
      assertEquals(upTo(6), Stores.positions(two));
    }
    assertEquals(
        List.of(
            "events.00000000000000000001.log",
            "events.00000000000000000002.log",
            "events.00000000000000000003.log",
            "events.00000000000000000005.log",
            "events.log"),
        memory.list(FOLDER).stream().filter(name -> name.startsWith("events.")).toList());
    assertEquals(List.of(), LogCheck.run(FOLDER, options(LockMode.SHARED), _ -> {}).damages());
  }

  @Test
  void timeDoesNotRunBackwardsFromOneStoreToTheOther() {
    VirtualClock slow = new VirtualClock(VirtualClock.DEFAULT_START.minusSeconds(3_600));
    try (LogStore one = shared();
        LogStore two = LogStore.open(FOLDER, options(LockMode.SHARED).withTime(slow))) {
      append(two, "1");
      append(one, "2");
      append(two, "3");
      List<Instant> times = Stores.all(one).stream().map(RecordedEvent::timestamp).toList();
      assertEquals(times.stream().sorted().toList(), times);
      assertEquals(VirtualClock.DEFAULT_START, times.getLast());
    }
  }

  @Test
  void whoWritesFirstBehindACleanMarkTakesItBack() throws IOException {
    try (LogStore one = shared()) {
      try (LogStore two = shared()) {
        append(two, "1");
      }
      assertTrue(isClean(), "closed while nobody wrote");
      append(one, "2");
      assertFalse(isClean());
    }
    assertTrue(isClean());
    try (LogStore again = exclusive()) {
      assertEquals(0, again.recovery().cutBytes());
      assertEquals(upTo(2), Stores.positions(again));
    }
  }

  @Test
  void aStoreThatClosesWhileAnotherHoldsTheRightLeavesTheMarkToIt() throws IOException {
    LogStore one = shared();
    append(one, "1");
    try (LogStore holder = exclusive()) {
      append(holder, "2");
      one.close();
      assertFalse(isClean());
      append(holder, "3");
    }
    assertTrue(isClean());
  }

  @Test
  void anExclusiveStoreRefusesTheAppendsOfSharedOnesAndNothingElse() {
    try (LogStore one = shared()) {
      append(one, "1");
      try (LogStore holder = exclusive()) {
        append(holder, "2");
        StoreLockedException refused =
            assertThrows(StoreLockedException.class, () -> append(one, "0"));
        assertTrue(
            refused.owner().startsWith("process " + ProcessHandle.current().pid()),
            refused.getMessage());
        assertFalse(refused.owner().contains("by turns"), refused.getMessage());
        assertThrows(StoreLockedException.class, this::shared);
        assertThrows(StoreLockedException.class, this::exclusive);
        assertEquals(upTo(2), Stores.positions(one));
      }
      assertEquals(3, append(one, "3").last().sequence());
    }
  }

  /** A disk on which the sync of a log waits until it is let go. */
  private static final class Gate implements FaultyDisk.Watcher {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void before(long number, FaultyDisk.Call call) {
      if (call.operation() == Operation.SYNC && call.path().endsWith("events.log")) {
        reached.countDown();
        try {
          assertTrue(open.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  @Test
  void whoeverHasTheTurnIsNamedToThoseThatWaitTooLong() throws Exception {
    try (LogStore one = sharedOn(disk);
        LogStore two = shared()) {
      append(two, "1");
      Gate gate = new Gate();
      disk.watch(gate);
      CompletableFuture<AppendResult> slow =
          one.appendAsync(Append.to(A, ExpectedVersion.any(), NewEvent.of("T", "{}")));
      assertTrue(gate.reached.await(10, TimeUnit.SECONDS));
      StoreLockedException refused =
          assertThrows(StoreLockedException.class, () -> append(two, "0"));
      assertTrue(refused.owner().endsWith("by turns with others"), refused.getMessage());
      assertThrows(StoreLockedException.class, this::exclusive);
      assertEquals(upTo(1), Stores.positions(two), "reads wait for nobody");
      gate.open.countDown();
      assertEquals(2, slow.get(10, TimeUnit.SECONDS).last().sequence());
      Eventually.holds("the turn ends", () -> isFree("LOCK"));
      assertEquals(3, append(two, "3").last().sequence());
    }
  }

  @Test
  void anAppendThatWaitsForItsTurnGetsItWhateverInterruptsCome() throws Exception {
    LogOptions patient = options(LockMode.SHARED).withLockWait(Duration.ofSeconds(10));
    LogStore holder = LogStore.open(FOLDER, options(LockMode.SHARED));
    try (LogStore waiting = LogStore.open(FOLDER, patient)) {
      holder.close();
      holder = exclusive();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                Thread.currentThread().interrupt();
                var _ = append(waiting, "1");
                interrupted.complete(Thread.currentThread().isInterrupted());
              });
      Eventually.holds("the append waits", () -> !isFree("LOCK.next"));
      caller.interrupt();
      holder.close();
      assertTrue(interrupted.get(10, TimeUnit.SECONDS), "the interrupt is kept");
      caller.join();
    }
  }

  @Test
  void anErrorEndsTheWritingOfTheStoreThatMetItAlone() {
    try (LogStore one = sharedOn(disk);
        LogStore two = shared()) {
      append(one, "1");
      disk.inject(Fault.next(Operation.SYNC).in("events.log"));
      assertThrows(StoreFailedException.class, () -> append(one, "2"));
      disk.heal();
      assertThrows(StoreFailedException.class, () -> append(one, "0"));
      assertEquals(3, append(two, "3").last().sequence());
      assertEquals(upTo(3), Stores.positions(one), "reads go on, and see what the other wrote");
      assertEquals(Stores.all(two), Stores.all(one));
    }
  }

  /** What the one that failed left is synced again before it is served. */
  @Test
  void whatIsServedOfWhatAnotherLeftIsDurable() throws IOException {
    MemoryDisk left;
    try (LogStore one = sharedOn(disk);
        LogStore two = shared()) {
      append(one, "1");
      disk.inject(Fault.next(Operation.SYNC).in("events.log"));
      assertThrows(StoreFailedException.class, () -> append(one, "2"));
      assertThrows(
          WrongVersionException.class,
          () ->
              two.append(
                  Append.to(A, ExpectedVersion.exactly(Version.of(9)), NewEvent.of("T", "{}"))));
      assertEquals(upTo(2), Stores.positions(two));
      left = memory.afterPowerCut(1);
    }
    try (LogStore store = sharedOn(left)) {
      assertEquals(upTo(2), Stores.positions(store));
    }
  }

  @Test
  void aTornEndThatAnotherLeftIsMovedToTheQuarantine() throws IOException {
    try (LogStore one = sharedOn(disk);
        LogStore two = shared()) {
      append(one, "1");
      disk.inject(Fault.next(Operation.WRITE).in("events.log").afterBytes(40));
      assertThrows(StoreFailedException.class, () -> append(one, "2"));
      assertEquals(2, append(two, "2").last().sequence());
      assertEquals(Stores.all(two), Stores.all(one));
    }
    assertEquals(1, memory.list(FOLDER.resolve("quarantine")).size());
  }

  @Test
  void bytesBehindACleanMarkAreDamageAndEndWriting() throws IOException {
    try (LogStore two = shared()) {
      try (LogStore one = shared()) {
        append(one, "1");
      }
      write("{\"position\":2");
      StoreFailedException failed =
          assertThrows(StoreFailedException.class, () -> append(two, "2"));
      assertTrue(failed.getCause() instanceof CorruptStoreException, failed.getMessage());
      assertEquals(upTo(1), Stores.positions(two));
    }
  }

  @Test
  void aLogThatBecameShorterEndsWriting() throws IOException {
    try (LogStore one = shared()) {
      append(one, "1");
      try (DiskFile log = memory.open(FOLDER.resolve("events.log"), Disk.Access.WRITE)) {
        log.truncate(log.size() - 1);
      }
      StoreFailedException failed =
          assertThrows(StoreFailedException.class, () -> append(one, "2"));
      assertTrue(
          String.valueOf(failed.getMessage()).contains("shorter than it was"), failed.getMessage());
    }
  }

  @Test
  void preparedSpaceThatADeadHolderLeftIsNoDamageAndASharedStorePreparesNone() throws IOException {
    PreparedSpace soon = new PreparedSpace(1 << 10, 1 << 10, 1, Duration.ofDays(1));
    try (LogStore one = LogStore.open(FOLDER, options(LockMode.SHARED).withPrepared(soon))) {
      append(one, "1");
      write("\n".repeat(2_000) + "\0".repeat(100));
      append(one, "2");
      append(one, "3");
      String lines =
          new String(AtomicFile.read(memory, FOLDER.resolve("events.log")), StandardCharsets.UTF_8);
      assertEquals(3, lines.lines().count(), lines);
    }
    assertEquals(List.of(), memory.list(FOLDER.resolve("quarantine")));
  }

  @Test
  void aSharedStoreCannotBeRelaxed() {
    Durability relaxed = Durability.mayLoseLatest(Duration.ofSeconds(1));
    LogOptions shared = options(LockMode.SHARED);
    LogOptions exclusive = options(LockMode.EXCLUSIVE).withDurability(relaxed);
    assertThrows(IllegalArgumentException.class, () -> shared.withDurability(relaxed));
    assertThrows(IllegalArgumentException.class, () -> exclusive.withLockMode(LockMode.SHARED));
  }

  private void write(String text) throws IOException {
    try (DiskFile log = memory.open(FOLDER.resolve("events.log"), Disk.Access.WRITE)) {
      log.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), log.size());
    }
  }

  @Test
  void whereTheHeadIsLostAllGoesOn() throws IOException {
    try (LogStore one = shared();
        LogStore two = shared()) {
      append(one, "1");
      append(two, "2");
      memory.delete(FOLDER.resolve("head"));
      append(one, "3");
      try (LogStore three = shared()) {
        append(three, "4");
        append(one, "5");
        append(two, "6");
        append(three, "7");
        for (LogStore store : List.of(one, two, three)) {
          assertEquals(upTo(7), Stores.positions(store));
        }
      }
    }
  }

  @Test
  void aHolderWithoutAnyIdleMomentLetsTheOthersComeToWrite() throws Exception {
    LogOptions patient = options(LockMode.SHARED).withLockWait(Duration.ofSeconds(10));
    try (LogStore busy = LogStore.open(FOLDER, patient);
        LogStore other = LogStore.open(FOLDER, patient)) {
      AtomicBoolean enough = new AtomicBoolean();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        writers.add(
            Thread.ofPlatform()
                .start(() -> {
                  while (!enough.get()) {
                    append(busy, "\"busy\"");
                  }
                }));
      }
      for (int i = 0; i < 20; i++) {
        append(other, "\"other\"");
      }
      enough.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }

  @Test
  void anOpeningThatFailsLeavesNothingOpenAndTheLocksFree() throws IOException {
    shared().close();
    disk.inject(Fault.next(Operation.WRITE).in("OWNER"));
    assertThrows(StoreUnavailableException.class, () -> sharedOn(disk));
    assertEquals(List.of(), disk.openFiles());
    assertTrue(isFree("LOCK") && isFree("LOCK.next"));
  }

  private boolean isFree(String lock) throws IOException {
    Optional<DiskLock> free = memory.tryLock(FOLDER.resolve(lock));
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isPresent();
  }

  @Test
  void aStoreThatIsClosedHasNoFileOpenAndOpensNone() {
    LogStore one = sharedOn(disk);
    append(one, LARGE);
    append(one, "2");
    one.close();
    assertEquals(List.of(), disk.openFiles());
    try (LogStore two = shared()) {
      append(two, LARGE);
      append(two, "4");
      assertThrows(StoreClosedException.class, one::head);
    }
    assertEquals(List.of(), disk.openFiles());
  }

  @Test
  void manyAsyncAppendsOfTwoStoresAreAllThere() throws ExecutionException, InterruptedException {
    LogOptions patient = options(LockMode.SHARED).withLockWait(Duration.ofSeconds(10));
    List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
    try (LogStore one = LogStore.open(FOLDER, patient);
        LogStore two = LogStore.open(FOLDER, patient)) {
      for (int i = 0; i < 200; i++) {
        LogStore store = i % 2 == 0 ? one : two;
        answers.add(store.appendAsync(Append.to(A, ExpectedVersion.any(), NewEvent.of("T", "{}"))));
      }
      for (CompletableFuture<AppendResult> answer : answers) {
        var _ = answer.get();
      }
      assertEquals(upTo(200), Stores.positions(one));
      assertEquals(upTo(200), Stores.positions(two));
    }
  }
}
