package dev.cairn.proofs.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * 128 bits of a name: SipHash-2-4 with the longer output (Aumasson and Bernstein, "SipHash: a fast
 * short-input PRF", 2012). Whoever does not know the secret cannot make two names with one hash,
 * and by chance it does not happen. Allocates nothing. Not safe for use by several threads.
 */
final class NameHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long secretLow;
  private final long secretHigh;
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long high;
  private long low;

  /**
   * Under a secret of 16 bytes, of which these are the first eight and the others, little-endian.
   */
  NameHash(long secretLow, long secretHigh) {
    this.secretLow = secretLow;
    this.secretHigh = secretHigh;
  }

  /** Hashes the bytes of an array between two offsets. */
  void set(byte[] array, int from, int to) {
    v0 = secretLow ^ 0x736f6d6570736575L;
    v1 = secretHigh ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = secretLow ^ 0x6c7967656e657261L;
    v3 = secretHigh ^ 0x7465646279746573L;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      word((long) LONG.get(array, at));
    }
    long last = (long) (to - from) << 56;
    for (int i = to - 1; i >= at; i--) {
      last |= (array[i] & 0xffL) << (8 * (i - at));
    }
    word(last);
    v2 ^= 0xee;
    rounds(4);
    low = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xdd;
    rounds(4);
    high = v0 ^ v1 ^ v2 ^ v3;
  }

  private void word(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void rounds(int count) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int i = 0; i < count; i++) {
      a += b;
      b = Long.rotateLeft(b, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      c += d;
      d = Long.rotateLeft(d, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      c = Long.rotateLeft(c, 32);
    }
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }

  /** The last eight bytes, little-endian. */
  long high() {
    return high;
  }

  /** The first eight bytes, little-endian. */
  long low() {
    return low;
  }
}
