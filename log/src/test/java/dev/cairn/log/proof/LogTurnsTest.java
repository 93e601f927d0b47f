package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.FaultLedger;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two processes that append to one store by turns. {@code -Dcairn.turns=N} checks that many states
 * of power cuts; {@code -Dcairn.workload=…}, as a failure prints it, replays one workload.
 */
@Tag("crash")
final class LogTurnsTest {

  private static final long STATES = Long.getLong("cairn.turns", 6_000);
  private static final int HISTORIES = Integer.getInteger("cairn.histories", 20);
  private static final int THREADS = 2;

  @Test
  void noCutAtAnyPointOfTheTurnsOfTwoProcessesBreaksAPromise() throws InterruptedException {
    CrashPointProof proof = new CrashPointProof(UnaryOperator.identity(), 2);
    String only = System.getProperty("cairn.workload", "");
    if (!only.isEmpty()) {
      proof.run(CrashPointProof.Workload.parse(only, Long.getLong("cairn.seed", 1)));
      return;
    }
    proof.run(STATES, THREADS);
    assertTrue(proof.count() >= STATES, "no more states than " + proof.count());
    Figures.put("turns of two processes: distinct states", proof.count());
  }

  @Test
  void whereverOneOfTwoProcessesEndsTheOtherKeepsEveryPromise() throws IOException {
    long ends = new TurnsProof(new FaultLedger(), 1).run();
    assertTrue(ends > 0, "no process ended");
    Figures.put("turns of two processes: one ended", ends);
  }

  @Test
  void aHistoryOfTwoProcessesIsWhatOneThreadCouldHaveDone() throws InterruptedException {
    int told = 0;
    for (int seed = 1; seed <= HISTORIES; seed++) {
      told += new History(seed, 8, 60, 2).run();
    }
    assertTrue(told > HISTORIES);
    Figures.put("histories of two processes: appends acknowledged", told);
  }
}
