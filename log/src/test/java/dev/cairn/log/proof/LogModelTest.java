package dev.cairn.log.proof;

import org.junit.jupiter.api.Test;

/**
 * Random operations, beside the store in memory. {@code -Dcairn.sequences=N} runs more, {@code
 * -Dcairn.seed=N} one.
 */
final class LogModelTest {

  private static final int SEQUENCES = Integer.getInteger("cairn.sequences", 10_000);
  private static final long SEED = Long.getLong("cairn.seed", 0);

  @Test
  void theLogAnswersEverySequenceAsTheModelDoes() {
    ModelSequences.run(SEED == 0 ? 1 : SEED, SEED == 0 ? SEQUENCES : 1);
    Figures.put("model: sequences", SEQUENCES);
  }
}
