package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Numbers of variable length, one behind the other; see {@link PostingTable}. */
final class Varints {

  private byte[] bytes = new byte[256];
  private int length;

  /** Adds a number that is not negative. */
  void add(int number) {
    int rest = number;
    while (rest > 0x7f) {
      put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  private void put(byte value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = value;
  }

  int length() {
    return length;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
