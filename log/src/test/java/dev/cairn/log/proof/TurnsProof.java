package dev.cairn.log.proof;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreException;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import dev.cairn.log.LogStore;
import dev.cairn.testkit.Fault;
import dev.cairn.testkit.FaultLedger;
import dev.cairn.testkit.FaultyDisk;
import dev.cairn.testkit.FaultyDisk.Operation;
import dev.cairn.testkit.MemoryDisk;
import dev.cairn.testkit.PowerCuts;
import dev.cairn.testkit.SeededRandom;
import dev.cairn.testkit.StorageModel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two processes take turns, and one of them ends at every change that it makes to the disk: it
 * dies, in the middle of a write or before any call, or that call fails. Then the other one goes
 * on, beside the one that failed: it serves every acknowledged event, all of it durable, and what
 * it writes is seen by both.
 */
final class TurnsProof {

  private static final int STATES = 8;
  private static final int BYTES_BEFORE_DEATH = 40;

  private static final List<List<Step>> WORKLOADS =
      List.of(
          List.of(Step.APPEND_MANY, Step.APPEND_ONE, Step.APPEND_MANY),
          List.of(Step.ROLL, Step.READ, Step.ROLL),
          List.of(Step.APPEND_ONE, Step.CONDITIONAL, Step.REOPEN, Step.APPEND_ONE, Step.ROLL));

  private static final List<Step> AFTERWARDS =
      List.of(Step.CONDITIONAL, Step.ROLL, Step.APPEND_MANY);

  private static final StreamId NONE = StreamId.of("account-none");

  /** How a process ends. */
  private enum End {
    DIES,
    DIES_IN_A_WRITE,
    FAILS,
    SYNC_FAILS_PAGE_KEPT,
    SYNC_FAILS_PAGE_DROPPED,
    SYNC_FAILS_PAGE_REVERTED;

    boolean isDeath() {
      return this == DIES || this == DIES_IN_A_WRITE;
    }

    /** Whether the mark may be an older one until the next turn: it was in memory only. */
    boolean maySetTheHeadBack() {
      return this == SYNC_FAILS_PAGE_DROPPED || this == SYNC_FAILS_PAGE_REVERTED;
    }

    boolean strikes(Operation operation) {
      return switch (this) {
        case DIES -> true;
        case DIES_IN_A_WRITE -> operation == Operation.WRITE;
        case FAILS -> CrashPoints.CHANGES.contains(operation);
        case SYNC_FAILS_PAGE_KEPT, SYNC_FAILS_PAGE_DROPPED, SYNC_FAILS_PAGE_REVERTED ->
            operation == Operation.SYNC;
      };
    }
  }

  private final PowerCuts cuts;
  private final SeededRandom random;
  private long ends;

  TurnsProof(FaultLedger ledger, long seed) {
    this.cuts = new PowerCuts(ledger, CrashPoints.IGNORED);
    this.random = new SeededRandom(seed);
  }

  /** Runs all of it; returns how often a process ended. */
  long run() throws IOException {
    for (End end : End.values()) {
      for (List<Step> steps : WORKLOADS) {
        int nth = 1;
        while (new Run(end, nth).all(steps)) {
          nth++;
        }
      }
    }
    return ends;
  }

  /** One run in which the first process ends. */
  private final class Run {

    private final End end;
    private final int nth;
    private final MemoryDisk memory = new MemoryDisk();
    private final MortalDisk mortal = new MortalDisk(memory);
    private final FaultyDisk first = new FaultyDisk(mortal);
    private final Program program = new Program(List.of(first, memory));
    private int met;
    private boolean dead;
    private @Nullable LogStore failed;

    Run(End end, int nth) {
      this.end = end;
      this.nth = nth;
    }

    /** Whether there was an nth call at which to end. */
    boolean all(List<Step> steps) throws IOException {
      String where = "%s at call %d of %s".formatted(end, nth, steps);
      try {
        program.open();
        first.watch((_, call) -> before(call));
        for (Step step : steps) {
          take(step);
        }
        if (met >= nth && dead && failed == null) {
          failed = program.loseFirst(); // It died at a call that harms nobody.
          survive();
        }
        if (met < nth && !endsWhileItCloses()) {
          program.close();
          return false;
        }
        ends++;
        AFTERWARDS.forEach(program::run);
        agree();
        lookAtCuts();
        close();
        Recovery.checkThoroughly(memory, program.promise());
        return true;
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new AssertionError(where + ": " + e, e);
      }
    }

    private boolean endsWhileItCloses() throws IOException {
      LogStore closing = program.loseFirst();
      try {
        closing.close();
      } catch (StoreException e) {
        if (met < nth) {
          throw e;
        }
      }
      if (met >= nth) {
        survive();
      }
      return met >= nth;
    }

    private void before(FaultyDisk.Call call) throws IOException {
      if (!dead && end.strikes(call.operation()) && ++met == nth) {
        strike();
      } else if (dead) {
        throw new IOException("the process is dead");
      }
    }

    private void strike() throws IOException {
      if (end.isDeath()) {
        dead = true;
        mortal.freeLocks();
      }
      switch (end) {
        case DIES -> throw new IOException("the process dies");
        case DIES_IN_A_WRITE ->
            first.inject(Fault.next(Operation.WRITE).afterBytes(BYTES_BEFORE_DEATH));
        case FAILS -> throw new IOException("Input/output error");
        case SYNC_FAILS_PAGE_KEPT -> memory.failNextSync(StorageModel.PAGE_KEPT, nth);
        case SYNC_FAILS_PAGE_DROPPED -> memory.failNextSync(StorageModel.PAGE_DROPPED, nth);
        case SYNC_FAILS_PAGE_REVERTED -> memory.failNextSync(StorageModel.PAGE_REVERTED, nth);
      }
    }

    private void take(Step step) throws IOException {
      try {
        program.run(step);
      } catch (StoreException e) {
        if (met < nth || failed != null) {
          throw e;
        }
        failed = program.loseFirst();
        survive();
      }
    }

    /** The other one takes a turn, in which it finds what the first one left. */
    private void survive() throws IOException {
      Promise promise = program.promise().shown(Recovery.shown(memory, program.promise()));
      LogStore survivor = program.live();
      if (promise.prefix(survivor) < promise.acknowledged() && !end.maySetTheHeadBack()) {
        throw new AssertionError("a read before the turn misses what was acknowledged");
      }
      try {
        survivor.append(
            Append.to(NONE, ExpectedVersion.exactly(Version.of(1)), NewEvent.of("Happened", "{}")));
        throw new AssertionError("an append was taken of which a condition did not hold");
      } catch (WrongVersionException e) {
        program.settle(promise.check(survivor));
      }
      agree();
      lookAtCuts();
    }

    /** What failed, and did not die, reads what the other one wrote. */
    private void agree() {
      LogStore other = failed;
      if (other != null && !dead) {
        Promise promise = program.promise();
        try {
          if (promise.prefix(other) != promise.acknowledged()) {
            throw new AssertionError("the store that failed does not see what the other one wrote");
          }
        } catch (StoreClosedException e) {
          failed = null; // It failed while it was closed.
        }
      }
    }

    private void lookAtCuts() throws IOException {
      Promise promise = program.promise();
      cuts.visit(memory, STATES, random, left -> Recovery.check(left, promise));
    }

    private void close() {
      LogStore other = failed;
      try {
        if (other != null) {
          other.close();
        }
      } catch (StoreException e) {
        // It failed before.
      }
      program.close();
    }
  }
}
