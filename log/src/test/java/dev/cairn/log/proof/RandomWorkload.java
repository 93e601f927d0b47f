package dev.cairn.log.proof;

import dev.cairn.StoreException;
import dev.cairn.StoreFullException;
import dev.cairn.disk.Disk;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededFaults;
import dev.cairn.testkit.SeededRandom;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A long workload of random steps on a disk that fails now and then, cut at random points. All of
 * it follows from one seed. A store that failed is opened again, sometimes after a power cut.
 */
final class RandomWorkload {

  private static final List<Step> STEPS = List.of(Step.values());
  private static final int STATES = 64;
  private static final int OPEN_TRIES = 1_000;

  private final PowerCuts cuts;
  private final FaultLedger ledger;
  private final States states;
  private final SeededRandom random;
  private final UnaryOperator<Disk> planted;
  private MemoryDisk memory = new MemoryDisk();
  private FaultyDisk disk = new FaultyDisk(memory);
  private Program program;

  RandomWorkload(FaultLedger ledger, States states, long seed, UnaryOperator<Disk> planted) {
    this.cuts = new PowerCuts(ledger, CrashPoints.IGNORED);
    this.ledger = ledger;
    this.states = states;
    this.random = new SeededRandom(seed);
    this.planted = planted;
    this.program = new Program(planted.apply(disk));
  }

  void run() throws IOException {
    int length = 20 + random.nextInt(181);
    open();
    for (int i = 0; i < length; i++) {
      step();
    }
    disk.watch((_, _) -> {});
    program.close();
    Recovery.checkThoroughly(planted.apply(memory), program.promise());
  }

  private void step() throws IOException {
    if (random.percent(10)) {
      cut();
    }
    disk.watch(new SeededFaults(disk, memory, random, ledger));
    try {
      program.run(random.oneOf(STEPS));
    } catch (StoreFullException e) {
      program.refusedForSpace();
    } catch (StoreException | java.io.UncheckedIOException e) {
      again();
    } finally {
      disk.heal();
    }
  }

  /** Looks at what a cut now would leave. */
  private void cut() throws IOException {
    Promise promise = program.promise().shown(Recovery.shown(memory, program.promise()));
    cuts.visit(
        memory,
        STATES,
        random,
        left -> {
          if (states.add(left.fingerprint(_ -> true) * 31 + promise.key())) {
            var _ = Recovery.check(planted.apply(left), promise);
          }
        });
  }

  /** The store failed: it is closed, the power may go, and it is opened again. */
  private void again() throws IOException {
    Promise promise = program.promise().shown(Recovery.shown(memory, program.promise()));
    program.abandon();
    cut();
    if (random.nextBoolean()) {
      memory = memory.powerCut(random.nextLong());
    }
    int found = Recovery.check(planted.apply(memory), promise);
    disk = new FaultyDisk(memory);
    program = new Program(planted.apply(disk), program, found);
    open();
  }

  private void open() throws IOException {
    disk.watch(new SeededFaults(disk, memory, random, ledger));
    for (int i = 0; i < OPEN_TRIES; i++) {
      try {
        program.open();
        return;
      } catch (StoreException e) {
        disk.heal(); // It must open as soon as the disk lets it.
      }
    }
    throw new AssertionError("the store could not be opened");
  }
}
