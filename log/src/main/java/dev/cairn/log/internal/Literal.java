package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that is looked for in a line at one place, by two comparisons of eight bytes.
 *
 * @param head its first eight bytes; of a shorter text the others are 0
 * @param tail its last eight bytes; of a shorter text the head again
 * @param mask the bits of both that count
 * @param length its bytes
 */
record Literal(long head, long tail, long mask, int length) {

  private static final int LENGTH_MAX = 2 * Long.BYTES;

  /** A text of 1 to 16 ASCII characters. */
  static Literal of(String text) {
    int length = text.length();
    if (length < 1 || length > LENGTH_MAX) {
      throw new IllegalArgumentException("'%s' has not 1 to 16 characters".formatted(text));
    }
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), LENGTH_MAX);
    int bits = Byte.SIZE * Math.min(length, Long.BYTES);
    int tailAt = Math.max(0, length - Long.BYTES);
    return new Literal(
        EightBytes.at(bytes, 0), EightBytes.at(bytes, tailAt), -1L >>> (Long.SIZE - bits), length);
  }

  /**
   * Whether it stands at a place. Not seen where fewer than eight bytes are left, which never
   * happens in a line: a trailer follows.
   */
  boolean stands(byte[] bytes, int at) {
    int tailAt = at + Math.max(0, length - Long.BYTES);
    return tailAt + Long.BYTES <= bytes.length
        && (EightBytes.at(bytes, at) & mask) == head
        && (EightBytes.at(bytes, tailAt) & mask) == tail;
  }
}
