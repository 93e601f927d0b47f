package dev.cairn.log.proof;

import dev.cairn.MissingStoreException;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogReader;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the power at every point of a workload at which the disk is about to change, in every way in
 * which what was not synced may be left, and again at every such point of the recovery; and looks,
 * as a reader beside the program, at what is shown just before. Used by one thread.
 */
final class CrashPoints {

  /** Files that nobody relies on: who holds the store, and the lock. */
  static final Set<String> IGNORED = Set.of("OWNER", "LOCK", "LOCK.next");

  /** What changes a disk. Opening for reading does not, and is told apart by the disk's state. */
  static final Set<Operation> CHANGES =
      EnumSet.of(
          Operation.OPEN,
          Operation.WRITE,
          Operation.SYNC,
          Operation.TRUNCATE,
          Operation.SYNC_FOLDER,
          Operation.RENAME,
          Operation.DELETE);

  private static final int SECOND_CUT_EACH = 64;
  private static final int SECOND_CUT_STATES = 6;
  private static final int THOROUGH_EACH = 16;

  private final PowerCuts cuts;
  private final States states;
  private final int most;
  private final SeededRandom random;
  private final UnaryOperator<Disk> planted;
  private final int processes;
  private long looked;
  private long checked;
  private @Nullable AssertionError failure;

  /**
   * Prepares.
   *
   * @param states which were met already, so that they need no second look
   * @param most how many states are looked at where the power is cut
   * @param planted the disk as the store is to see it
   * @param processes how many have the store open, and take turns
   */
  CrashPoints(
      PowerCuts cuts,
      States states,
      int most,
      SeededRandom random,
      UnaryOperator<Disk> planted,
      int processes) {
    this.cuts = cuts;
    this.states = states;
    this.most = most;
    this.random = random;
    this.planted = planted;
    this.processes = processes;
  }

  /** One workload as it runs, with the reader that follows it. */
  private final class Run {

    private final MemoryDisk memory;
    private final Program program;
    private final List<Step> steps;
    private int step = -1;
    private @Nullable LogReader following;

    Run(MemoryDisk memory, FaultyDisk disk, @Nullable Program before, List<Step> steps) {
      this.memory = memory;
      List<Disk> seen = Collections.nCopies(processes, planted.apply(disk));
      this.program = before == null ? new Program(seen) : new Program(seen, before);
      this.steps = steps;
    }

    void all() {
      try {
        program.open();
        for (step = 0; step < steps.size(); step++) {
          program.run(steps.get(step));
        }
        point("the end");
        program.close();
      } catch (RuntimeException e) {
        fail("the program failed", e);
      }
    }

    /** Whether the point that is reached was not looked at with a shorter or earlier workload. */
    private boolean isFresh() {
      for (int later = Math.max(step, 0) + 1; later < steps.size(); later++) {
        if (steps.get(later) != Step.APPEND_ONE) {
          return false;
        }
      }
      return step >= 0 || steps.getFirst() == Step.APPEND_ONE;
    }

    void before(FaultyDisk.Call call) {
      if (CHANGES.contains(call.operation())) {
        point("the call " + call);
      }
    }

    private void point(String place) {
      if (failure != null || !isFresh()) {
        return;
      }
      String where = "step %d, before %s".formatted(step + 1, place);
      try {
        program.shown(shown());
        Promise promise = program.promise();
        cuts.visit(memory, most, random, left -> visit(left, promise));
      } catch (IOException | RuntimeException | AssertionError e) {
        fail(where, e);
      }
    }

    private void fail(String where, Throwable e) {
      if (failure == null) {
        failure = new AssertionError(where + ": " + e, e);
      }
    }

    private int shown() {
      Promise promise = program.promise();
      int fresh = Recovery.shown(memory, promise);
      try {
        LogReader reader = following;
        if (reader == null) {
          reader = LogReader.open(Program.FOLDER, Program.options(memory));
          following = reader;
        }
        return Math.max(fresh, promise.prefix(reader));
      } catch (MissingStoreException e) {
        return fresh;
      }
    }
  }

  /**
   * Runs a workload.
   *
   * @param start the disk to begin on, which is changed
   * @param before the program that left that disk; null on an empty one
   */
  void run(MemoryDisk start, @Nullable Program before, List<Step> steps) {
    FaultyDisk disk = new FaultyDisk(start);
    Run run = new Run(start, disk, before, steps);
    disk.watch((_, call) -> run.before(call));
    run.all();
    AssertionError found = failure;
    if (found != null) {
      throw found;
    }
  }

  /** How many disks were looked at that a cut left, each counted as often as it came. */
  long cuts() {
    return looked;
  }

  private boolean isNew(MemoryDisk left, Promise promise) throws IOException {
    looked++;
    return states.add(
        left.fingerprint(CrashPoints::counts) * 31 + promise.key() + header(left) * 7_919);
  }

  private static boolean counts(Path file) {
    String name = file.toFile().getName();
    return !IGNORED.contains(name) && !name.startsWith("store.json");
  }

  /** The header holds a random id: only how much of it is there tells states apart. */
  private static long header(MemoryDisk left) throws IOException {
    Path header = Program.FOLDER.resolve("store.json");
    if (!left.exists(header)) {
      return 0;
    }
    try (var file = left.open(header, Disk.Access.READ)) {
      return 1 + file.size();
    }
  }

  private void visit(MemoryDisk left, Promise promise) throws IOException {
    if (!isNew(left, promise)) {
      return;
    }
    checked++;
    if (checked % SECOND_CUT_EACH == 0) {
      cutAgain(left.afterPowerCut(0), promise);
    }
    Disk seen = planted.apply(left);
    if (checked % THOROUGH_EACH == 0) {
      Recovery.checkThoroughly(seen, promise);
    } else {
      var _ = Recovery.check(seen, promise);
    }
  }

  /** The power fails once more, at every point of the recovery, and right after it. */
  private void cutAgain(MemoryDisk once, Promise promise) throws IOException {
    Promise shown = promise.shown(Recovery.shown(once, promise));
    FaultyDisk recovering = new FaultyDisk(once);
    recovering.watch((_, call) -> {
      if (CHANGES.contains(call.operation())) {
        again(once, shown.shown(Recovery.shown(once, shown)));
      }
    });
    LogStore store = LogStore.open(Program.FOLDER, Program.options(planted.apply(recovering)));
    Promise served = promise.served(promise.prefix(store));
    again(once, served);
    store.close();
    again(once, served);
  }

  private void again(MemoryDisk disk, Promise promise) throws IOException {
    cuts.visit(
        disk,
        SECOND_CUT_STATES,
        random,
        left -> {
          if (isNew(left, promise)) {
            var _ = Recovery.check(planted.apply(left), promise);
          }
        });
  }
}
