package dev.cairn;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks and reads the strings of a JSON text in UTF-8, as {@link JsonText} needs them. */
final class JsonStrings {

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;

  private final byte[] in;

  JsonStrings(byte[] in) {
    this.in = in;
  }

  /**
   * Checks the string whose opening quote is at {@code start}; returns the index behind its end.
   */
  int end(int start) {
    int at = start + 1;
    while (at < in.length) {
      while (at + Long.BYTES <= in.length && arePlain((long) EIGHT_BYTES.get(in, at))) {
        at += Long.BYTES;
      }
      if (at == in.length) {
        break;
      }
      int c = in[at];
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\') {
        at = afterEscape(at);
      } else if (c >= 0x20) {
        at++;
      } else if (c >= 0) {
        throw InvalidJsonException.at(
            in, at, "raw control character U+%04X in a string".formatted(c));
      } else {
        at = afterMultiByte(at);
      }
    }
    throw InvalidJsonException.at(in, at, "the text ends inside a string");
  }

  /**
   * Whether none of eight bytes is a quote, a backslash, a control character or part of a longer
   * one. A byte is less than another one if its top bit is set after taking that away and was not
   * before; a carry from a lower byte only ever says so of one more.
   */
  private static boolean arePlain(long eight) {
    long quotes = (eight ^ ('"' * ONES)) - ONES;
    long backslashes = (eight ^ ('\\' * ONES)) - ONES;
    long controls = eight - 0x20 * ONES;
    return ((quotes | backslashes | controls | eight) & TOPS) == 0;
  }

  private int afterEscape(int at) {
    if (at + 1 == in.length) {
      throw InvalidJsonException.at(in, at + 1, "the text ends inside a string");
    }
    return switch (in[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> afterUnicode(at);
      default ->
          throw InvalidJsonException.at(
              in, at, "unknown escape: a backslash before " + shown(in, at + 1));
    };
  }

  private int afterUnicode(int at) {
    char unit = unit(at);
    if (!Character.isSurrogate(unit)) {
      return at + 6;
    }
    boolean paired =
        Character.isHighSurrogate(unit)
            && at + 7 < in.length
            && in[at + 6] == '\\'
            && in[at + 7] == 'u'
            && Character.isLowSurrogate(unit(at + 6));
    if (!paired) {
      throw InvalidJsonException.at(in, at, "half a surrogate pair");
    }
    return at + 12;
  }

  /** Reads the four hex digits of the escape whose backslash is at {@code at}. */
  private char unit(int at) {
    int value = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = i < in.length ? Character.digit((char) (in[i] & 0xff), 16) : -1;
      if (digit < 0) {
        throw InvalidJsonException.at(in, at, "\\u needs four hex digits");
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  /** Checks one character of two to four bytes (RFC 3629: no overlong forms, no surrogates). */
  private int afterMultiByte(int at) {
    int lead = in[at] & 0xff;
    int second = at + 1 < in.length ? in[at + 1] & 0xff : 0;
    int more;
    boolean good;
    if (lead < 0xe0) {
      more = 1;
      good = lead >= 0xc2;
    } else if (lead < 0xf0) {
      more = 2;
      good = !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second > 0x9f);
    } else {
      more = 3;
      good = lead <= 0xf4 && !(lead == 0xf0 && second < 0x90) && !(lead == 0xf4 && second > 0x8f);
    }
    for (int i = 1; i <= more; i++) {
      good &= at + i < in.length && (in[at + i] & 0xc0) == 0x80;
    }
    if (!good) {
      throw InvalidJsonException.at(in, at, "invalid UTF-8 (byte 0x%02X)".formatted(lead));
    }
    return at + 1 + more;
  }

  /** The text of a checked string, given where it starts and ends with its quotes. */
  String text(int start, int end) {
    String raw = new String(in, start + 1, end - start - 2, StandardCharsets.UTF_8);
    return isEscaped(start, end) ? unescaped(raw) : raw;
  }

  /** Whether the string between two offsets has an escape in it. */
  boolean isEscaped(int start, int end) {
    for (int i = start; i < end; i++) {
      if (in[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  static String unescaped(String raw) {
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          if (i + 5 > raw.length()) {
            throw new IllegalArgumentException("an escape is cut short: " + raw.substring(i - 1));
          }
          text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }

  /** What stands at that place, for a message. */
  static String shown(byte[] in, int at) {
    int c = in[at] & 0xff;
    return c >= 0x20 && c < 0x7f ? "'" + (char) c + "'" : "byte 0x%02X".formatted(c);
  }
}
