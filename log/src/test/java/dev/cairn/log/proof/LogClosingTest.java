package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.log.proof.Closings.Told;
import dev.cairn.testkit.Eventually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stores that are closed under load; {@code -Dcairn.closings=N} closes more. */
@Tag("concurrency")
final class LogClosingTest {

  private static final int CLOSINGS = Integer.getInteger("cairn.closings", 2_000);
  private static final long SEED = Long.getLong("cairn.seed", 1);

  @Test
  void whoeverAppendsWhileAStoreClosesGetsAnAnswerThatHolds() throws InterruptedException {
    try (Closings closings = new Closings(Eventually.WAIT_MAX)) {
      Told told = closings.run(SEED, CLOSINGS);
      assertTrue(told.acknowledged() > CLOSINGS, "hardly any append was in time: " + told);
      assertTrue(told.refused() > CLOSINGS, "hardly any append came late: " + told);
      Figures.put("stores closed under load", CLOSINGS);
      Figures.put("stores closed under load: appends acknowledged", told.acknowledged());
      Figures.put("stores closed under load: appends refused", told.refused());
    }
  }
}
