package dev.cairn.log.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one number, of which the first byte is the lowest. */
final class EightBytes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;

  private EightBytes() {}

  static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** A character in each of the eight bytes. */
  static long all(char c) {
    return c * ONES;
  }

  /**
   * Where two numbers have the same byte: not 0 if there is such a place; the lowest bit that is
   * set then lies in the first one. See "Determine if a word has a byte equal to n", S. E.
   * Anderson, Bit Twiddling Hacks.
   */
  static long same(long eight, long other) {
    long differs = eight ^ other;
    return (differs - ONES) & ~differs & TOPS;
  }

  /** Where a character stands first between two offsets; -1 if nowhere. */
  static int indexOf(byte[] bytes, char c, int from, int to) {
    long wanted = all(c);
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      long found = same(at(bytes, at), wanted);
      if (found != 0) {
        return at + first(found);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == c) {
        return at;
      }
    }
    return -1;
  }

  /** The place, from 0, of the first byte that {@link #same} found. */
  static int first(long found) {
    return Long.numberOfTrailingZeros(found) / Byte.SIZE;
  }
}
