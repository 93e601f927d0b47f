package dev.cairn.log.proof;

import dev.cairn.disk.Disk;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every workload of three steps, and with them every shorter one, from an empty disk and from a
 * store that has a sealed segment, cut at every point. Goes round with more states for each point
 * until as many distinct states were checked as are wanted.
 */
final class CrashPointProof {

  private static final int FIRST_MOST = 10;
  private static final int MOST_MAX = 1 << 20;

  /** Where a workload begins. */
  enum Start {
    EMPTY,
    GROWN
  }

  /** One workload, and how it is cut. */
  record Workload(Start start, List<Step> steps, int most, long seed) {

    /** The options that replay it alone. */
    String replay() {
      return "-Dcairn.workload=%s:%s:%d -Dcairn.seed=%d"
          .formatted(start, String.join(",", steps.stream().map(Step::name).toList()), most, seed);
    }

    static Workload parse(String text, long seed) {
      String[] parts = text.split(":", -1);
      List<Step> steps = Stream.of(parts[1].split(",", -1)).map(Step::valueOf).toList();
      return new Workload(Start.valueOf(parts[0]), steps, Integer.parseInt(parts[2]), seed);
    }
  }

  private final FaultLedger ledger = new FaultLedger();
  private final PowerCuts cuts = new PowerCuts(ledger, CrashPoints.IGNORED);
  private final States states = new States();
  private final LongAdder looked = new LongAdder();
  private final UnaryOperator<Disk> planted;
  private final int processes;
  private final MemoryDisk grown = new MemoryDisk();
  private final Program before = new Program(grown);

  /**
   * Prepares.
   *
   * @param planted the disk as the store is to see it
   * @param processes how many have the store open, and take turns
   */
  CrashPointProof(UnaryOperator<Disk> planted, int processes) {
    this.planted = planted;
    this.processes = processes;
    before.open();
    before.run(Step.ROLL);
    before.run(Step.APPEND_MANY);
    before.close();
  }

  FaultLedger ledger() {
    return ledger;
  }

  /** How many distinct states were checked. */
  long count() {
    return states.count();
  }

  /** How many disks that a cut left were looked at, the same ones counted again. */
  long cuts() {
    return looked.sum();
  }

  /** Checks at least that many states with so many threads. */
  void run(long wanted, int threads) throws InterruptedException {
    for (int most = FIRST_MOST; count() < wanted && most < MOST_MAX; most *= 4) {
      round(all(most), wanted, threads);
    }
  }

  private static List<Workload> all(int most) {
    List<Workload> all = new ArrayList<>();
    for (Start start : Start.values()) {
      for (Step first : Step.values()) {
        for (Step second : Step.values()) {
          for (Step third : Step.values()) {
            all.add(new Workload(start, List.of(first, second, third), most, most));
          }
        }
      }
    }
    return all;
  }

  private void round(List<Workload> all, long wanted, int threads) throws InterruptedException {
    boolean whole = all.getFirst().most() == FIRST_MOST;
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        () -> {
          int index = next.getAndIncrement();
          if (index >= all.size() || (!whole && count() >= wanted)) {
            return false;
          }
          run(all.get(index));
          return true;
        });
  }

  /** Runs one workload. */
  void run(Workload workload) {
    try {
      boolean empty = workload.start() == Start.EMPTY;
      MemoryDisk disk = empty ? new MemoryDisk() : grown.afterPowerCut(0);
      SeededRandom random = new SeededRandom(workload.seed());
      CrashPoints points =
          new CrashPoints(cuts, states, workload.most(), random, planted, processes);
      points.run(disk, empty ? null : before, workload.steps());
      looked.add(points.cuts());
    } catch (IOException | AssertionError e) {
      throw new AssertionError(
          "%s; replay it with ./check -pl log -am -Dtest=%s %s"
              .formatted(
                  e.getMessage(),
                  processes == 1 ? "LogCrashPointTest" : "LogTurnsTest",
                  workload.replay()),
          e);
    }
  }
}
