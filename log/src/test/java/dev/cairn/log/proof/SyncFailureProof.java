package dev.cairn.log.proof;

import dev.cairn.StoreException;
import dev.cairn.disk.Disk;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import dev.cairn.testkit.StorageModel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Lets every sync of workloads of three steps fail, in each storage model. Then the power goes; or
 * the store is opened again while the machine stays up, and the power goes after that: what was
 * served must be there.
 */
final class SyncFailureProof {

  private static final int STATES = 10;

  private static final List<List<Step>> WORKLOADS =
      List.of(
          List.of(Step.APPEND_ONE, Step.APPEND_MANY, Step.APPEND_ONE),
          List.of(Step.ROLL, Step.CONDITIONAL, Step.ROLL),
          List.of(Step.APPEND_MANY, Step.REOPEN, Step.APPEND_ONE),
          List.of(Step.ROLL, Step.CHECKPOINT, Step.REOPEN));

  private final FaultLedger ledger;
  private final PowerCuts cuts;
  private final UnaryOperator<Disk> planted;
  private final SeededRandom random;
  private long failures;

  SyncFailureProof(FaultLedger ledger, UnaryOperator<Disk> planted, long seed) {
    this.ledger = ledger;
    this.cuts = new PowerCuts(ledger, CrashPoints.IGNORED);
    this.planted = planted;
    this.random = new SeededRandom(seed);
  }

  /** Runs all of it; returns how many syncs failed. */
  long run() throws IOException {
    for (StorageModel model : StorageModel.values()) {
      for (List<Step> steps : WORKLOADS) {
        int nth = 1;
        while (fails(model, steps, nth)) {
          nth++;
        }
      }
    }
    return failures;
  }

  /** Lets the nth sync fail; false if there are not that many. */
  private boolean fails(StorageModel model, List<Step> steps, int nth) throws IOException {
    MemoryDisk memory = new MemoryDisk();
    FaultyDisk disk = new FaultyDisk(memory);
    AtomicInteger syncs = new AtomicInteger();
    disk.watch((_, call) -> {
      if (call.operation() == Operation.SYNC && syncs.incrementAndGet() == nth) {
        memory.failNextSync(model, nth);
        ledger.hit(model.kind());
      }
    });
    Program program = new Program(planted.apply(disk));
    try {
      work(program, steps);
    } catch (StoreException e) {
      failures++;
    }
    if (syncs.get() < nth) {
      return false;
    }
    try {
      check(memory, program.promise());
      return true;
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError("sync %d of %s failed, %s: %s".formatted(nth, steps, model, e), e);
    }
  }

  private static void work(Program program, List<Step> steps) {
    program.open();
    try {
      steps.forEach(program::run);
    } finally {
      program.close();
    }
  }

  private void check(MemoryDisk memory, Promise before) throws IOException {
    Promise promise = before.shown(Recovery.shown(memory, before));
    cuts.visit(memory, STATES, random, left -> Recovery.check(planted.apply(left), promise));
    Promise served;
    try (LogStore store = LogStore.open(Program.FOLDER, Program.options(planted.apply(memory)))) {
      served = promise.served(promise.check(store));
      cuts.visit(memory, STATES, random, left -> Recovery.check(planted.apply(left), served));
    }
    cuts.visit(memory, STATES, random, left -> Recovery.check(planted.apply(left), served));
  }
}
