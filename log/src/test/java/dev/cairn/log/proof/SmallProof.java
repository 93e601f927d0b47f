package dev.cairn.log.proof;

import dev.cairn.disk.Disk;
import dev.cairn.testkit.FaultLedger;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** The parts of the programme, small enough to be run against each planted bug. */
public enum SmallProof {
  /** Power cuts at every point of short workloads. */
  CRASH("LogCrashPointTest") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      new CrashPointProof(planted, 1).run(40_000, 1);
    }
  },
  /** Turns of two processes, of which one dies or fails at every change of the disk. */
  TURNS("LogTurnsTest.whereverOneOfTwoProcessesEndsTheOtherKeepsEveryPromise") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      new TurnsProof(new FaultLedger(), 1).run();
    }
  },
  /** Syncs that fail, in three storage models. */
  SYNC("LogStorageFaultTest.noFailedSyncBreaksAPromiseWhateverThePageHolds") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      new SyncFailureProof(new FaultLedger(), planted, 1).run();
    }
  },
  /** Long workloads on a disk that fails. */
  RANDOM("LogStorageFaultTest.noFaultInALongWorkloadBreaksAPromise") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      States states = new States();
      for (long seed = 1; seed <= 40; seed++) {
        new RandomWorkload(new FaultLedger(), states, seed, planted).run();
      }
    }
  },
  /** Bytes that changed, files that became shorter. */
  ROT("LogBitRotTest") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      BitRot rot = new BitRot(6_000, 1);
      rot.flipEveryByte(3, 1);
      rot.truncateEverywhere(7, 1);
    }
  },
  /** Power cuts under a store that does not wait for its syncs. */
  RELAXED("LogStorageFaultTest.aPowerCutTakesOnlyTheLatestOfAStoreThatMayLoseIt") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      var _ = new RelaxedProof(1).run();
    }
  },
  /** Random operations beside the store in memory. */
  MODEL("LogModelTest") {
    @Override
    void run(UnaryOperator<Disk> planted) {
      ModelSequences.run(1, 400);
    }
  },
  /** Stores that are closed while callers append. */
  CLOSING("LogClosingTest") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      try (Closings closings = new Closings(Duration.ofSeconds(5))) {
        var _ = closings.run(1, 500);
      }
    }
  },
  /** Histories of many threads. */
  HISTORY("LogHistoryTest.aHistoryOfManyThreadsIsWhatOneThreadCouldHaveDone") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      for (int i = 0; i < 10; i++) {
        new History(i, 4, 60, 1).run();
      }
    }
  },
  /** Histories of many threads of two processes. */
  SHARED_HISTORY("LogTurnsTest.aHistoryOfTwoProcessesIsWhatOneThreadCouldHaveDone") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      for (int i = 0; i < 10; i++) {
        new History(i, 4, 60, 2).run();
      }
    }
  },
  /** Switches from catching up to following live. */
  SUBSCRIPTIONS("LogHistoryTest.noSwitchFromCatchingUpToFollowingLosesOrRepeatsAnEvent") {
    @Override
    void run(UnaryOperator<Disk> planted) throws Exception {
      for (int i = 0; i < 8; i++) {
        new Switches(400).run();
      }
    }
  };

  private final String test;

  SmallProof(String test) {
    this.test = test;
  }

  abstract void run(UnaryOperator<Disk> planted) throws Exception;

  /** The test that runs it in full. */
  String test() {
    return test;
  }

  /** Runs a part by name: how a copy of the programme is started that holds a planted bug. */
  public static void run(String name) throws Exception {
    valueOf(name).run(UnaryOperator.identity());
  }
}
