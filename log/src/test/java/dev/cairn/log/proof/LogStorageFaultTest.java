package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.FaultKind;
import dev.cairn.testkit.FaultLedger;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Syncs that fail in every storage model, and long random workloads on a disk that fails in every
 * way it can. {@code -Dcairn.longstates=N} checks that many states; {@code -Dcairn.seed=N} replays
 * one workload.
 */
@Tag("crash")
final class LogStorageFaultTest {

  private static final long STATES = Long.getLong("cairn.longstates", 200_000);
  private static final long SEED = Long.getLong("cairn.seed", 0);

  @Test
  void noFailedSyncBreaksAPromiseWhateverThePageHolds() throws IOException {
    FaultLedger ledger = new FaultLedger();
    long failures = new SyncFailureProof(ledger, UnaryOperator.identity(), 1).run();
    assertTrue(failures > 0, "no sync failed");
    ledger.requireAll(
        FaultKind.SYNC_FAILED_PAGE_KEPT,
        FaultKind.SYNC_FAILED_PAGE_DROPPED,
        FaultKind.SYNC_FAILED_PAGE_REVERTED);
    Figures.put("syncs that failed", failures);
  }

  @Test
  void noFaultInALongWorkloadBreaksAPromise() throws InterruptedException {
    FaultLedger ledger = new FaultLedger();
    States states = new States();
    if (SEED != 0) {
      run(ledger, states, SEED);
      return;
    }
    AtomicLong seeds = new AtomicLong();
    Workers.run(
        Workers.THREADS,
        () -> {
          run(ledger, states, seeds.incrementAndGet());
          return states.count() < STATES;
        });
    ledger.requireAll(FaultKind.values());
    Figures.put("long workloads", seeds.get());
    Figures.put("long workloads: distinct states", states.count());
    Figures.put("long workloads: faults", ledger);
  }

  @Test
  void aPowerCutTakesOnlyTheLatestOfAStoreThatMayLoseIt() throws IOException {
    long lost = new RelaxedProof(1).run();
    assertTrue(lost > 0, "no power cut took anything");
    Figures.put("relaxed: states that had lost the latest", lost);
  }

  private static void run(FaultLedger ledger, States states, long seed) {
    try {
      new RandomWorkload(ledger, states, seed, UnaryOperator.identity()).run();
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(
          "%s; replay it with ./check -pl log -am -Dtest=LogStorageFaultTest -Dcairn.seed=%d"
              .formatted(e, seed),
          e);
    }
  }
}
