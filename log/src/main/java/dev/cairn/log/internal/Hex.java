package dev.cairn.log.internal;

import java.util.Optional;
import java.util.UUID;

/** Lower-case hex digits, eight at a time, as {@link EightBytes} holds them. */
final class Hex {

  /** The length of a written UUID. */
  static final int UUID_LENGTH = 36;

  private static final long NIBBLES = EightBytes.all('\u000f');
  private static final long ONES = EightBytes.all('\u0001');
  private static final long LOW_HALF = 0xffffffffL;

  /** Added to the value of a digit it makes the fifth bit that of a letter. */
  private static final long TO_LETTER = EightBytes.all('\u0006');

  private static final long ZEROS = EightBytes.all('0');
  private static final int LETTERS_AHEAD = 'a' - '0' - 10;

  private Hex() {}

  /** The eight digits of 32 bits. */
  static long digits(int bits) {
    long values = bits & LOW_HALF;
    values = (values | values << 16) & 0x0000ffff0000ffffL;
    values = (values | values << 8) & 0x00ff00ff00ff00ffL;
    values = (values | values << 4) & NIBBLES;
    long letters = (values + TO_LETTER) >>> 4 & ONES;
    return Long.reverseBytes(values + ZEROS + letters * LETTERS_AHEAD);
  }

  /** The 32 bits that eight digits say; any number if they are something else. */
  private static int bits(long digits) {
    long letters = digits >>> 6 & ONES;
    long values = Long.reverseBytes((digits & NIBBLES) + letters * 9);
    values = (values | values >>> 4) & 0x00ff00ff00ff00ffL;
    values = (values | values >>> 8) & 0x0000ffff0000ffffL;
    return (int) (values | values >>> 16);
  }

  /** The UUID that stands at a place as {@link UUID#toString} writes it; empty if none does. */
  static Optional<UUID> uuid(byte[] ascii, int from) {
    if (from + UUID_LENGTH > ascii.length) {
      return Optional.empty();
    }
    long first = EightBytes.at(ascii, from);
    long second = four(ascii, from + 9) | four(ascii, from + 14) << 32;
    long third = four(ascii, from + 19) | four(ascii, from + 24) << 32;
    long fourth = EightBytes.at(ascii, from + 28);
    boolean whole =
        first == digits(bits(first))
            && second == digits(bits(second))
            && third == digits(bits(third))
            && fourth == digits(bits(fourth))
            && ascii[from + 8] == '-'
            && ascii[from + 13] == '-'
            && ascii[from + 18] == '-'
            && ascii[from + 23] == '-';
    return whole
        ? Optional.of(new UUID(join(bits(first), bits(second)), join(bits(third), bits(fourth))))
        : Optional.empty();
  }

  private static long four(byte[] ascii, int at) {
    return EightBytes.at(ascii, at) & LOW_HALF;
  }

  private static long join(int high, int low) {
    return ((long) high << 32) | (low & LOW_HALF);
  }
}
