package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What must hold of records and lines that somebody shows, whatever they are. */
final class FuzzedProof {

  private static final int MOST_OF_A_MESSAGE = 2_000;

  private FuzzedProof() {}

  /** Records are refused, or are written as they were read and hold together or not. */
  static void records(byte[] bytes) {
    orRefused(() -> {
      RecordChain chain = RecordChain.parse(bytes);
      assertArrayEquals(bytes, chain.bytes());
      assertTrue(chain.broken().length() < MOST_OF_A_MESSAGE, chain::broken);
    });
  }

  /** A line is refused, or is the same with a line feed behind it. */
  static void line(byte[] bytes) {
    orRefused(() -> {
      EventLine line = EventLine.parse(bytes);
      byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
      longer[bytes.length] = '\n';
      if (bytes[bytes.length - 1] != '\n') {
        assertEquals(line, EventLine.parse(longer));
      }
    });
  }

  private static void orRefused(Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.toString().length() < MOST_OF_A_MESSAGE, refused::toString);
    }
  }
}
