package dev.cairn.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.EventReader;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreException;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreFullException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.disk.Disk;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A program on a store, the same calls to the disk in the same order each time: it opens a store,
 * appends one event, many, under conditions, several appends in one group write, over the border of
 * segments, closes it, opens it again, appends, closes. It knows what it was answered, and checks
 * that a store holds that: every acknowledged append, whole and in order, and of the others only
 * those that may be durable.
 */
final class Scenario {

  static final Path FOLDER = Path.of("/scenario/store");

  /** What the write path of a store that failed must not do any more. */
  private static final Set<Operation> WRITING =
      Set.of(
          Operation.WRITE,
          Operation.SYNC,
          Operation.SYNC_FOLDER,
          Operation.RENAME,
          Operation.TRUNCATE,
          Operation.CREATE_FOLDERS);

  private static final String LARGE = "x".repeat(2_500);

  private final FaultyDisk disk;
  private final Disk healthy;
  private final FaultyDisk.Watcher watcher;
  private final List<Integer> acknowledged = new ArrayList<>();
  private final List<Integer> unknown = new ArrayList<>();
  private int appends;
  private @Nullable LogStore store;
  private @Nullable StoreFailedException failure;
  private int callsAtFailure;
  private volatile @Nullable Hold hold;
  private UnaryOperator<LogOptions> how = UnaryOperator.identity();

  /** Stops the committer in the middle of a group write, so that others gather behind it. */
  private record Hold(CountDownLatch reached, CountDownLatch released) {}

  /**
   * Prepares the program.
   *
   * @param disk what it works on
   * @param healthy the same files without faults
   * @param watcher sees each of its calls
   */
  Scenario(FaultyDisk disk, Disk healthy, FaultyDisk.Watcher watcher) {
    this.disk = disk;
    this.healthy = healthy;
    this.watcher = watcher;
    disk.watch(this::before);
  }

  /** Has the program open its store in another way. */
  Scenario with(UnaryOperator<LogOptions> newHow) {
    how = newHow;
    return this;
  }

  static LogOptions options(Disk disk) {
    return LogOptions.standard()
        .withDisk(disk)
        .withTime(InstantSource.fixed(Instant.parse("2025-12-28T10:00:00Z")))
        .withLockWait(Duration.ZERO)
        .withBackground(Runnable::run)
        .withSegmentBytes(4 << 10);
  }

  private void before(long number, FaultyDisk.Call call) throws IOException {
    watcher.before(number, call);
    Hold here = hold;
    if (here != null && call.operation() == Operation.SYNC && call.path().endsWith("events.log")) {
      hold = null;
      here.reached().countDown();
      awaited(here.released());
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How many appends were acknowledged. */
  int acknowledged() {
    return acknowledged.size();
  }

  /** Runs all of it; what fails is remembered, and the program goes on as far as it can. */
  void run() {
    if (session(this::work)) {
      return;
    }
    session(() -> one("a", "after"));
  }

  /** Opens, works and closes; whether it could not even be opened. */
  private boolean session(Runnable work) {
    failure = null;
    LogStore opened;
    try {
      opened = LogStore.open(FOLDER, how.apply(options(disk)));
    } catch (StoreException e) {
      assertEquals(List.of(), disk.openFiles(), "left open by an opening that failed");
      return true;
    }
    store = opened;
    settle();
    work.run();
    checkReadsGoOn(opened);
    close(opened);
    return false;
  }

  private void close(LogStore opened) {
    try {
      opened.close();
    } catch (StoreUnavailableException | StoreFullException e) {
      // It says that closing failed; what was acknowledged must be there all the same.
    }
    assertEquals(List.of(), disk.openFiles(), "left open by a store that was closed");
    if (failure != null) {
      List<FaultyDisk.Call> later = disk.calls().subList(callsAtFailure, disk.calls().size());
      assertEquals(
          List.of(),
          later.stream().filter(call -> WRITING.contains(call.operation())).toList(),
          "written after the failure " + failure);
    }
  }

  /** Opening decides what becomes of the appends that were never answered. */
  private synchronized void settle() {
    List<Integer> found = seenBeside();
    acknowledged.clear();
    acknowledged.addAll(found);
    unknown.clear();
  }

  /** What another process sees. */
  private List<Integer> seenBeside() {
    try (LogReader reader = LogReader.open(FOLDER, options(healthy))) {
      return check(reader);
    }
  }

  private void checkReadsGoOn(LogStore opened) {
    List<Integer> beside = seenBeside();
    if (failure == null) {
      assertEquals(List.of(), unknown);
      assertEquals(acknowledged, beside);
    }
    try {
      assertEquals(acknowledged, check(opened), "what a store serves is what it acknowledged");
    } catch (StoreUnavailableException e) {
      // This read met the error itself.
    }
  }

  private void work() {
    one("a", "first");
    one("b", "x".repeat(500));
    many(3, "y");
    exactly(3);
    exactly(99);
    group();
    many(2, LARGE);
    one("a", "rolls");
    many(2, LARGE);
    one("c", LARGE);
    exactly(11);
  }

  private void one(String stream, String text) {
    append(number -> Append.to(id(stream), ExpectedVersion.any(), event(number, 1, text)));
  }

  private void many(int count, String text) {
    append(number -> {
      Append append = Append.to(id("a"), ExpectedVersion.any(), event(number, 1, text));
      for (int i = 2; i <= count; i++) {
        append =
            append.and(id(i % 2 == 0 ? "b" : "a"), ExpectedVersion.any(), event(number, i, text));
      }
      return append;
    });
  }

  private void exactly(long version) {
    append(number ->
        Append.to(
            id("a"), ExpectedVersion.exactly(Version.of(version)), event(number, 1, "exactly")));
  }

  /** An append is written alone while three others gather and make up the next group write. */
  private void group() {
    Hold own = new Hold(new CountDownLatch(1), new CountDownLatch(1));
    hold = own;
    List<CompletableFuture<AppendResult>> answers = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = begin();
      numbers.add(number);
      CompletableFuture<AppendResult> answer =
          live()
              .appendAsync(
                  Append.to(id("a"), ExpectedVersion.any(), event(number, 1, "z".repeat(150)))
                      .and(id("d"), ExpectedVersion.any(), event(number, 2, "")));
      answers.add(answer);
      if (i == 0) {
        var _ = answer.whenComplete((_, _) -> own.reached().countDown());
        awaited(own.reached());
      }
    }
    hold = null;
    own.released().countDown();
    for (int i = 0; i < 4; i++) {
      CompletableFuture<AppendResult> answer = answers.get(i);
      answered(numbers.get(i), answer::join);
    }
  }

  private interface Making {
    Append of(int number);
  }

  private void append(Making making) {
    int number = begin();
    Append append = making.of(number);
    answered(number, () -> live().append(append));
  }

  private LogStore live() {
    return java.util.Objects.requireNonNull(store);
  }

  private synchronized int begin() {
    unknown.add(++appends);
    return appends;
  }

  private void answered(int number, Runnable answer) {
    try {
      answer.run();
      done(number, true);
    } catch (CompletionException e) {
      refused(number, (CairnException) java.util.Objects.requireNonNull(e.getCause()));
    } catch (CairnException e) {
      refused(number, e);
    }
  }

  private void refused(int number, CairnException refusal) {
    switch (refusal) {
      case StoreFailedException failed -> {
        if (failure == null) {
          failure = failed;
          callsAtFailure = disk.calls().size();
        }
        assertSame(
            failure.getCause(), failed.getCause(), "the first cause is the one that is told");
      }
      case AppendRefusedException _ -> done(number, false);
      case StoreFullException _ -> done(number, false);
      case StoreUnavailableException _ -> done(number, false);
      default -> throw new AssertionError("an append got an unexpected answer", refusal);
    }
  }

  private synchronized void done(int number, boolean recorded) {
    unknown.removeAll(List.of(number));
    if (recorded) {
      acknowledged.add(number);
    }
  }

  /**
   * Checks that a store holds every acknowledged append and nothing that cannot be durable.
   *
   * @return the appends that it holds
   */
  synchronized List<Integer> check(EventReader opened) {
    List<Integer> found = appendsOf(opened);
    List<Integer> all = new ArrayList<>(acknowledged);
    all.addAll(unknown);
    assertTrue(
        found.size() >= acknowledged.size() && found.size() <= all.size(),
        "acknowledged %s, unknown %s, found %s".formatted(acknowledged, unknown, found));
    assertEquals(all.subList(0, found.size()), found);
    return found;
  }

  /** The appends that a store holds; all of them must be whole, and positions without a gap. */
  static List<Integer> appendsOf(EventReader opened) {
    List<RecordedEvent> events = Stores.all(opened);
    assertEquals(
        LongStream.rangeClosed(1, events.size()).boxed().toList(),
        events.stream().map(event -> event.position().sequence()).toList());
    List<Integer> found = new ArrayList<>();
    int next = 1;
    int count = 1;
    for (RecordedEvent event : events) {
      if (next > count) {
        next = 1;
      }
      UUID id = event.id();
      if (next == 1) {
        found.add((int) id.getMostSignificantBits());
        count = countOf(found.getLast());
      }
      assertEquals(new UUID(found.getLast(), next), id, "an append is in part");
      next++;
    }
    assertTrue(next > count || events.isEmpty(), "the last append is in part");
    return found;
  }

  /** How many events the append of that number has; see {@link #work}. */
  private static int countOf(int number) {
    return switch (number) {
      case 3 -> 3;
      case 6, 7, 8, 9, 10, 12 -> 2;
      default -> 1;
    };
  }

  private static StreamId id(String name) {
    return StreamId.of("stream", name);
  }

  private static NewEvent event(int number, int index, String text) {
    return NewEvent.of("Happened", "{\"text\":\"" + text + "\"}").withId(new UUID(number, index));
  }
}
