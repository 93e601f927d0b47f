package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads append and read, each with what it knows; what they were told is then checked
 * against the log: every acknowledged append once, at the place and version it was told; none that
 * was refused; every refusal explained; reads that are a beginning of the log, and hold all that
 * was acknowledged before they began. Versions and positions are in the answers, so no search for
 * an order is needed.
 */
final class History {

  private static final int STREAMS = 3;
  private static final Duration WAIT = Duration.ofMinutes(1);

  /**
   * What one call did. The counter is moved before and after each call, so that of two calls it is
   * known when one ended before the other began.
   */
  private record Done(
      long began, long ended, int number, Append append, Optional<AppendResult> result) {}

  /** What one read saw, and the last position acknowledged before it began. */
  private record Seen(long acknowledgedBefore, List<UUID> ids) {}

  private final long seed;
  private final int threads;
  private final int calls;
  private final List<LogStore> stores = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicInteger numbers = new AtomicInteger();
  private final ConcurrentLinkedQueue<Done> history = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Seen> reads = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /**
   * Prepares.
   *
   * @param calls of each thread
   * @param processes how many have the store open, each with a part of the threads
   */
  History(long seed, int threads, int calls, int processes) {
    this.seed = seed;
    this.threads = threads;
    this.calls = calls;
    LogOptions options =
        Program.options(new MemoryDisk())
            .withLockMode(processes == 1 ? LockMode.EXCLUSIVE : LockMode.SHARED)
            .withLockWait(WAIT)
            .withQueue(256, WAIT);
    for (int i = 0; i < processes; i++) {
      stores.add(LogStore.open(Program.FOLDER, options));
    }
  }

  /** Runs it and checks it; returns how many appends were acknowledged. */
  int run() throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      SeededRandom random = new SeededRandom(seed * 1_000 + i);
      LogStore store = stores.get(i % stores.size());
      all.add(Thread.ofPlatform().start(() -> work(store, random)));
    }
    for (Thread thread : all) {
      thread.join();
    }
    try {
      if (!failures.isEmpty()) {
        throw new AssertionError("seed " + seed + ": " + failures.peek(), failures.peek());
      }
      return check(read(stores.getFirst()));
    } finally {
      stores.forEach(LogStore::close);
    }
  }

  private void work(LogStore store, SeededRandom random) {
    try {
      for (int i = 0; i < calls; i++) {
        if (random.percent(25)) {
          long before = acknowledged.get();
          reads.add(new Seen(before, read(store).stream().map(RecordedEvent::id).toList()));
        } else {
          append(store, random);
        }
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  private static List<RecordedEvent> read(LogStore store) {
    try (var cursor = store.read(ReadRequest.all())) {
      return cursor.toList();
    }
  }

  private void append(LogStore store, SeededRandom random) {
    int number = numbers.incrementAndGet();
    StreamId stream = StreamId.of("history-" + random.nextInt(STREAMS));
    Tag tag = Tag.of("of:" + stream.value());
    NewEvent event =
        NewEvent.of("Happened", Integer.toString(number)).withId(new UUID(number, 1)).withTags(tag);
    Append append =
        switch (random.nextInt(3)) {
          case 0 -> Append.to(stream, ExpectedVersion.any(), event);
          case 1 -> Append.to(stream, ExpectedVersion.exactly(store.version(stream)), event);
          default -> {
            Position head = store.head();
            yield Append.to(stream, ExpectedVersion.any(), event)
                .failIfEventsMatch(Query.tags(tag), head);
          }
        };
    long began = clock.incrementAndGet();
    Optional<AppendResult> result = Optional.empty();
    try {
      AppendResult told = store.append(append);
      acknowledged.accumulateAndGet(told.last().sequence(), Math::max);
      result = Optional.of(told);
    } catch (AppendRefusedException e) {
      // Explained below.
    }
    history.add(new Done(began, clock.incrementAndGet(), number, append, result));
  }

  private int check(List<RecordedEvent> log) {
    Map<UUID, RecordedEvent> byId = new HashMap<>();
    Map<StreamId, Long> versions = new HashMap<>();
    for (RecordedEvent event : log) {
      require(byId.put(event.id(), event) == null, "twice in the log", event);
      long version = versions.merge(event.stream(), 1L, Long::sum);
      require(event.version().number() == version, "at version " + version, event);
    }
    int told = 0;
    for (Done done : history) {
      RecordedEvent event = byId.remove(new UUID(done.number(), 1));
      if (done.result().isPresent()) {
        told++;
        if (event == null) {
          throw new AssertionError("acknowledged, and not in the log: " + done);
        }
        placed(done, event);
      } else {
        require(event == null, "refused, and in the log", done);
      }
    }
    require(byId.isEmpty(), "nobody appended it", byId);
    inRealTime();
    List<UUID> ids = log.stream().map(RecordedEvent::id).toList();
    for (Seen seen : reads) {
      require(seen.ids().size() >= seen.acknowledgedBefore(), "a read misses what was told", seen);
      require(seen.ids().equals(ids.subList(0, seen.ids().size())), "no beginning", seen);
    }
    return told;
  }

  private static void placed(Done done, RecordedEvent event) {
    AppendResult told = done.result().orElseThrow();
    require(event.position().equals(told.last()), "at another place than was told", done);
    Version version = told.versions().get(event.stream());
    require(event.version().equals(version), "at another version than was told", done);
    done.append()
        .conditions()
        .forEach(condition -> {
          if (condition instanceof dev.cairn.AppendCondition.StreamVersion(var _, var expected)) {
            Version before = Version.of(event.version().number() - 1);
            require(expected.accepts(before), "taken against its condition", done);
          }
        });
  }

  /** Of two appends of which one was told before the other began, it stands before. */
  private void inRealTime() {
    List<Done> told =
        history.stream()
            .filter(done -> done.result().isPresent())
            .sorted(java.util.Comparator.comparingLong(Done::began))
            .toList();
    List<Done> byEnd =
        told.stream().sorted(java.util.Comparator.comparingLong(Done::ended)).toList();
    long before = 0;
    int ended = 0;
    for (Done done : told) {
      while (ended < byEnd.size() && byEnd.get(ended).ended() < done.began()) {
        before = Math.max(before, last(byEnd.get(ended++)));
      }
      require(last(done) > before, "stands before an append that was told before it began", done);
    }
  }

  private static long last(Done done) {
    return done.result().orElseThrow().last().sequence();
  }

  private static void require(boolean holds, String what, Object about) {
    if (!holds) {
      throw new AssertionError(what + ": " + about);
    }
  }
}
