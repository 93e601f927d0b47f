package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.CairnException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A process ends before any call to its disk: what it handled since its last checkpoint is handled
 * again, in order, and nothing is left out; what was parked stays parked or is handled.
 */
final class ProcessorCrashTest {

  private static final Path STORE = Path.of("/store");
  private static final String NAME = "mail";
  private static final long POISON = 4;
  private static final int RANDOM_ENDS = Integer.getInteger("cairn.ends", 1_000);

  /** Trials wait most of their time, each on a disk of its own. */
  private static final int TRIALS_AT_ONCE = 4;

  /** What the world has seen, which no crash takes back. */
  private static final class World implements EventHandler {

    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean poisonIsMended;

    @Override
    public void handle(Delivery delivery) {
      long position = delivery.event().position().sequence();
      if (position == POISON && !poisonIsMended) {
        throw new IllegalStateException("poison");
      }
      seen.add(position);
    }

    /** The events of a stream in the order in which each came for the first time. */
    List<Long> first(String stream, LogStore log) {
      List<Long> first = new ArrayList<>();
      synchronized (seen) {
        for (long position : seen) {
          boolean is =
              log.event(Position.of(position)).orElseThrow().stream().value().equals(stream);
          if (is && !first.contains(position)) {
            first.add(position);
          }
        }
      }
      return first;
    }
  }

  private static ProcessorOptions options(int lanes) {
    return ProcessorFixture.OPTIONS.withLanes(lanes).withEventsMax(2, 8);
  }

  private static Processor processor(LogStore log, FaultyDisk disk, World world, int lanes) {
    ProcessorSpec spec = ProcessorSpec.of(NAME, Filter.category("user"), world);
    return Processor.of(log, spec, StateFolder.of(disk, STORE), options(lanes));
  }

  private static void fill(FaultyDisk disk) {
    try (LogStore log = open(disk)) {
      for (int i = 0; i < 12; i++) {
        var _ =
            log.append(
                Append.to(
                    StreamId.of("user-" + i % 3),
                    ExpectedVersion.any(),
                    NewEvent.of("Registered", "{}")));
      }
    }
  }

  private static LogStore open(FaultyDisk disk) {
    return LogStore.open(STORE, LogOptions.standard().withDisk(disk));
  }

  /** Runs a process until it is done, or its disk fails at a call and it ends. */
  private static void live(FaultyDisk disk, World world, int lanes) {
    try (LogStore log = open(disk);
        Processor processor = processor(log, disk, world, lanes)) {
      processor.start();
      Eventually.holds("it has ended or is done", () -> isOver(processor, log));
      if (world.poisonIsMended && !ProcessorControl.notes(log, NAME).parked().isEmpty()) {
        ProcessorControl.over(log, "ann").replay(NAME, _ -> true);
        Eventually.holds(
            "it has ended or nothing is parked",
            () ->
                processor.status().state() instanceof ProcessorState.Failed
                    || ProcessorControl.notes(log, NAME).parked().isEmpty());
      }
    } catch (CairnException e) {
      // The disk has failed; so ends this process.
    }
  }

  private static boolean isOver(Processor processor, LogStore log) {
    ProcessorStatus status = processor.status();
    return status.state() instanceof ProcessorState.Failed
        || status.state() instanceof ProcessorState.Stopped
        || !log.head().isAfter(status.position());
  }

  @Test
  void whatWasAppendedIsHandledAlthoughTheProcessDied() {
    FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    fill(disk);
    World world = new World();
    world.poisonIsMended = true;
    live(disk, world, 1);
    assertEquals(12, new TreeSet<>(world.seen).size());
    assertEquals(12, world.seen.size(), "nothing was handled twice, as nothing failed");
  }

  @Test
  void atEveryCallToTheDiskAProcessMayEnd() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    several(() -> {
      boolean failed = true;
      while (failed) {
        int call = calls.incrementAndGet();
        failed = trial(call, call % 2 == 0 ? 1 : 3);
      }
    });
    assertTrue(calls.get() > 20, "a run makes many calls: " + calls);
  }

  @Test
  void atManyRandomMomentsProcessesMayEnd() throws Exception {
    AtomicInteger trials = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    several(() -> {
      while (ended.get() < RANDOM_ENDS && trials.incrementAndGet() <= RANDOM_ENDS) {
        SeededRandom.forEachSeed(1, random -> ended.addAndGet(randomTrial(random)));
      }
    });
    assertTrue(ended.get() >= RANDOM_ENDS, "not that many processes ended: " + ended);
  }

  /** Does the same in several threads. */
  private static void several(Runnable trials) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(TRIALS_AT_ONCE)) {
      List<Callable<@Nullable Object>> each =
          Collections.nCopies(TRIALS_AT_ONCE, Executors.callable(trials));
      for (Future<@Nullable Object> one : executor.invokeAll(each)) {
        one.get();
      }
    }
  }

  /** Some processes end at random moments, the last one goes on; how many ended so. */
  private static int randomTrial(SeededRandom random) {
    FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    fill(disk);
    World world = new World();
    int ended = 0;
    int processes = 1 + random.nextInt(4);
    for (int i = 0; i < processes; i++) {
      world.poisonIsMended = world.poisonIsMended || random.nextInt(3) == 0;
      AtomicBoolean failed = endAt(disk, 1 + random.nextInt(100));
      live(disk, world, 1 + random.nextInt(3));
      ended += failed.get() ? 1 : 0;
    }
    finish(disk, world);
    return ended;
  }

  /**
   * From its n-th call on the disk does nothing more for this process.
   *
   * @return whether there was such a call
   */
  private static AtomicBoolean endAt(FaultyDisk disk, int call) {
    AtomicBoolean failed = new AtomicBoolean();
    disk.watch((number, _) -> {
      if (number >= call) {
        failed.set(true);
        throw new IOException("the process has ended");
      }
    });
    return failed;
  }

  /** One process ends at its n-th call, the next goes on; whether there was such a call. */
  private static boolean trial(int call, int lanes) {
    FaultyDisk disk = new FaultyDisk(new MemoryDisk());
    fill(disk);
    World world = new World();
    AtomicBoolean failed = endAt(disk, call);
    live(disk, world, lanes);
    finish(disk, world);
    return failed.get();
  }

  private static void finish(FaultyDisk disk, World world) {
    disk.watch((_, _) -> {});
    live(disk, world, 2);
    world.poisonIsMended = true;
    live(disk, world, 2);
    try (LogStore log = open(disk)) {
      assertEquals(List.of(), ProcessorControl.notes(log, NAME).parked());
      for (int i = 0; i < 3; i++) {
        List<Long> all = new ArrayList<>();
        for (long position = 1; position <= log.head().sequence(); position++) {
          if (log.event(Position.of(position)).orElseThrow().stream().value().equals("user-" + i)) {
            all.add(position);
          }
        }
        assertEquals(all, world.first("user-" + i, log), () -> "all seen: " + world.seen);
      }
    }
  }
}
