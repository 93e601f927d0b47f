package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bit flipped in every byte of a store of 64 KiB, every file of a small one cut at every length,
 * and of the large one at every sixteenth, {@code -Dcairn.step=1} at all. {@code -Dcairn.seed=N}
 * flips other bits, {@code -Dcairn.step=N} takes one byte of that many.
 */
@Tag("crash")
final class LogBitRotTest {

  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final int STEP = Integer.getInteger("cairn.step", 1);
  private static final int STEP_LARGE = Integer.getInteger("cairn.step", 16);

  @Test
  void aFlippedBitIsFoundOrHarmless() throws IOException, InterruptedException {
    BitRot rot = new BitRot(64 << 10, SEED);
    rot.flipEveryByte(STEP, Workers.THREADS);
    assertTrue(rot.detected() > rot.harmless(), "most bytes matter: " + rot.harmless());
    Figures.put("bits flipped, found", rot.detected());
    Figures.put("bits flipped, harmless", rot.harmless());
  }

  @Test
  void aFileOfASmallStoreThatBecameShorterIsFoundOrHarmless()
      throws IOException, InterruptedException {
    becameShorter(8 << 10, STEP);
  }

  @Test
  void aFileThatBecameShorterIsFoundOrHarmless() throws IOException, InterruptedException {
    becameShorter(64 << 10, STEP_LARGE);
  }

  private static void becameShorter(int bytes, int step) throws IOException, InterruptedException {
    BitRot rot = new BitRot(bytes, SEED);
    rot.truncateEverywhere(step, Workers.THREADS);
    assertTrue(rot.detected() > 0);
    Figures.put("files of a store of %d KiB cut, found".formatted(bytes >> 10), rot.detected());
    Figures.put("files of a store of %d KiB cut, harmless".formatted(bytes >> 10), rot.harmless());
  }
}
