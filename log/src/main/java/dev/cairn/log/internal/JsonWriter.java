package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;

/** Writes JSON strings. */
final class JsonWriter {

  private JsonWriter() {}

  /** Adds a string with its quotes; only what must be escaped is. */
  static void string(String text, Ascii out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.add('"');
    if (isPlain(utf8)) {
      out.add(utf8);
    } else {
      escaped(utf8, out);
    }
    out.add('"');
  }

  private static boolean isPlain(byte[] utf8) {
    for (byte b : utf8) {
      if (b == '"' || b == '\\' || (b >= 0 && b < 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static void escaped(byte[] utf8, Ascii out) {
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        out.add('\\').add((char) b);
      } else if (b >= 0 && b < 0x20) {
        out.add("\\u00").add(hex(b >> 4)).add(hex(b & 0xf));
      } else {
        out.add((char) (b & 0xff));
      }
    }
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }
}
