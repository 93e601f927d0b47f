package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.FaultKind;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every short workload, cut at every point in every way. {@code -Dcairn.states=N} checks that many
 * states; {@code -Dcairn.workload=…}, as a failure prints it, replays one workload.
 */
@Tag("crash")
final class LogCrashPointTest {

  private static final long STATES = Long.getLong("cairn.states", 1_000_000);

  @Test
  void noCutAtAnyPointOfAShortWorkloadBreaksAPromise() throws InterruptedException {
    CrashPointProof proof = new CrashPointProof(UnaryOperator.identity(), 1);
    String only = System.getProperty("cairn.workload", "");
    if (!only.isEmpty()) {
      proof.run(CrashPointProof.Workload.parse(only, Long.getLong("cairn.seed", 1)));
      return;
    }
    proof.run(STATES, Workers.THREADS);
    assertTrue(proof.count() >= STATES, "no more states than " + proof.count());
    proof
        .ledger()
        .requireAll(
            FaultKind.LOST_SECTOR,
            FaultKind.REORDERED_SECTORS,
            FaultKind.TORN_SECTOR,
            FaultKind.TORN_SIZE,
            FaultKind.LOST_NAME,
            FaultKind.LOST_RENAME);
    Figures.put("crash points: cuts looked at", proof.cuts());
    Figures.put("crash points: distinct states", proof.count());
    Figures.put("crash points: faults", proof.ledger());
  }
}
