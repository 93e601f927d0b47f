package dev.cairn.log.proof;

import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lincheck calls a store from two threads at once, in scenarios it makes up, and looks for an order
 * in which one thread could have been answered the same. {@code -Dcairn.lincheck=N} tries that many
 * scenarios.
 *
 * <p>Only under stress: to explore the schedules one by one Lincheck must be the one who lets
 * threads run, and a store has a thread of its own and looks at the clock.
 */
@Tag("concurrency")
@Tag("agent")
final class LogLincheckTest {

  private static final int SCENARIOS = Integer.getInteger("cairn.lincheck", 20);
  private static final int RUNS_EACH = 100;

  @Test
  void appendsConditionsReadsAndSubscriptionsAreLinearizable() {
    new StressOptions()
        .iterations(SCENARIOS)
        .invocationsPerIteration(RUNS_EACH)
        .threads(2)
        .actorsPerThread(4)
        .sequentialSpecification(LincheckedList.class)
        .check(LincheckedStore.class);
    Figures.put("Lincheck: scenarios", SCENARIOS);
    Figures.put("Lincheck: runs", SCENARIOS * RUNS_EACH);
  }
}
