package dev.cairn.relay.nats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Text in the headers of NATS messages, as the binding of CloudEvents has it: printable ASCII but
 * for {@code "} and {@code %}, anything else as the {@code %xx} of its bytes in UTF-8. Stateless.
 */
final class HeaderText {

  static final HexFormat HEX = HexFormat.of().withUpperCase();

  private HeaderText() {}

  /**
   * Writes text.
   *
   * @throws IllegalArgumentException if it is no valid Unicode
   */
  static String encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!stays(text.charAt(i))) {
        return escaped(text);
      }
    }
    return text;
  }

  private static boolean stays(int character) {
    return character > ' ' && character < 0x7f && character != '"' && character != '%';
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("'%s' is no valid Unicode".formatted(text), e);
    }
    while (bytes.hasRemaining()) {
      byte each = bytes.get();
      if (stays(each)) {
        out.append((char) each);
      } else {
        out.append('%').append(HEX.toHexDigits(each));
      }
    }
    return out.toString();
  }

  /**
   * Reads text, also in the quotes of older writers.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  static String decode(String header) {
    String text = unquoted(header);
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] escaped = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length);
    for (int i = 0; i < escaped.length; i++) {
      if (escaped[i] == '%') {
        out.write(hex(header, escaped, i + 1) << 4 | hex(header, escaped, i + 2));
        i += 2;
      } else {
        out.write(escaped[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("'%s' does not escape UTF-8".formatted(header), e);
    }
  }

  private static int hex(String header, byte[] escaped, int at) {
    int digit = at < escaped.length ? Character.digit(escaped[at], 16) : -1;
    if (digit < 0) {
      throw new IllegalArgumentException(
          "two hexadecimal digits follow a '%%': '%s'".formatted(header));
    }
    return digit;
  }

  private static String unquoted(String header) {
    if (header.length() < 2 || !header.startsWith("\"") || !header.endsWith("\"")) {
      return header;
    }
    return header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
