package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;

/** Writes JSON strings. */
final class JsonWriter {

  private JsonWriter() {}

  /** Adds a string with its quotes; only what must be escaped is. */
  static void string(String text, Ascii out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.add('"');
    for (byte b : utf8) {
      if (b == '"' || b == '\\') {
        out.add('\\').add((char) b);
      } else if (b >= 0 && b < 0x20) {
        out.add("\\u00").add(hex(b >> 4)).add(hex(b & 0xf));
      } else {
        out.add((char) (b & 0xff));
      }
    }
    out.add('"');
  }

  private static char hex(int digit) {
    return Character.forDigit(digit, 16);
  }
}
