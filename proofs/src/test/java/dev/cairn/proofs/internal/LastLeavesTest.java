package dev.cairn.proofs.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.merkle.Hash;
import dev.cairn.testkit.SeededRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LastLeavesTest {

  private static final int STREAMS = 1 << 12;

  private final LastLeaves leaves = new LastLeaves(STREAMS);
  private final byte[] found = new byte[Hash.BYTES + 2];

  /** The key of a stream, as random as a hash is. */
  private static long key(int stream, int half) {
    return new SplittableRandom(2L * stream + half).nextLong();
  }

  private static byte[] leaf(int stream, long version) {
    byte[] leaf = new byte[Hash.BYTES + 1];
    Arrays.fill(leaf, (byte) stream);
    leaf[7] = (byte) (stream >> Byte.SIZE);
    leaf[32] = (byte) version;
    return leaf;
  }

  private void put(int stream, long version) {
    leaves.put(key(stream, 0), key(stream, 1), version, leaf(stream, version), 1);
  }

  private boolean finds(int stream, long version) {
    boolean finds = leaves.get(key(stream, 0), key(stream, 1), version, found, 2);
    if (finds) {
      byte[] leaf = leaf(stream, version);
      assertArrayEquals(
          Arrays.copyOfRange(leaf, 1, leaf.length), Arrays.copyOfRange(found, 2, found.length));
    }
    return finds;
  }

  @Test
  void onlyTheLastLeafOfAStreamIsRemembered() {
    assertFalse(finds(1, 1));
    put(1, 1);
    put(2, 1);
    put(1, 2);
    assertTrue(finds(1, 2) && finds(2, 1));
    assertFalse(finds(1, 1) || finds(1, 3) || finds(3, 1));
  }

  /** All in turns is what defeats a memory that holds fewer. */
  @Test
  void soManyStreamsAreRemembered() {
    for (int version = 1; version <= 4; version++) {
      for (int stream = 0; stream < STREAMS; stream++) {
        assertTrue(version == 1 || finds(stream, version - 1));
        put(stream, version);
        assertTrue(finds(stream, version));
      }
    }
  }

  @Test
  void ofMoreStreamsThoseWrittenToLastAreRemembered() {
    int all = 20 * STREAMS;
    for (int stream = 0; stream < all; stream++) {
      put(stream, 1);
    }
    int late = 0;
    int early = 0;
    for (int i = 0; i < STREAMS / 2; i++) {
      late += finds(all - 1 - i, 1) ? 1 : 0;
      early += finds(i, 1) ? 1 : 0;
    }
    assertTrue(late > STREAMS / 2 * 99 / 100, "the latest are there: " + late);
    assertTrue(early < STREAMS / 100, "the earliest are gone: " + early);
  }

  @Test
  void theSmallestMemoryIsRightAsFarAsItGoes() {
    LastLeaves one = new LastLeaves(1);
    SeededRandom random = new SeededRandom(4);
    for (int i = 1; i < 1_000; i++) {
      int stream = random.nextInt(100);
      one.put(key(stream, 0), key(stream, 1), i, leaf(stream, i), 1);
      assertTrue(one.get(key(stream, 0), key(stream, 1), i, found, 2));
      assertArrayEquals(
          Arrays.copyOfRange(leaf(stream, i), 1, Hash.BYTES + 1),
          Arrays.copyOfRange(found, 2, found.length));
    }
  }
}
