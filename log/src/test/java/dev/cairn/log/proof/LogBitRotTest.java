package dev.cairn.log.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A bit flipped in every byte of a store of 64 KiB, and every file of a small one cut at every
 * length. A build takes one byte of sixteen, {@code -Dcairn.step=1} all of them; {@code
 * -Dcairn.seed=N} begins elsewhere and flips other bits.
 */
@Tag("crash")
final class LogBitRotTest {

  private static final long SEED = Long.getLong("cairn.seed", 1);
  private static final int STEP = Integer.getInteger("cairn.step", 16);

  @Test
  void aFlippedBitIsFoundOrHarmless() throws IOException {
    BitRot rot = new BitRot(64 << 10, SEED);
    rot.flipEveryByte(STEP);
    assertTrue(rot.detected() > rot.harmless(), "most bytes matter: " + rot.harmless());
    Figures.put("bits flipped, found", rot.detected());
    Figures.put("bits flipped, harmless", rot.harmless());
  }

  @Test
  void aFileThatBecameShorterIsFoundOrHarmless() throws IOException {
    BitRot rot = new BitRot(8 << 10, SEED);
    rot.truncateEverywhere(STEP);
    assertTrue(rot.detected() > 0);
    Figures.put("files cut, found", rot.detected());
    Figures.put("files cut, harmless", rot.harmless());
  }
}
