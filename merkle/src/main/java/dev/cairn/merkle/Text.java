package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

/**
 * The small parts that all the text formats share, each of which has one way to be written. What is
 * written in any other way is refused with a {@link MalformedException} that names the part.
 */
final class Text {

  private static final int MOST_SHOWN = 100;
  private static final int MOST_DIGITS = 19;

  private Text() {}

  /** Text in UTF-8 without control characters but newlines. */
  static String decoded(String what, byte[] bytes, int most) {
    if (bytes.length > most) {
      throw new MalformedException(
          "%s of %d bytes, which may have %d at most".formatted(what, bytes.length, most));
    }
    try {
      return checked(what, UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new MalformedException(what + " that is not in UTF-8");
    }
  }

  /** The same text, if it can be written in UTF-8 and has no control characters but newlines. */
  static String checked(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n') {
        throw new MalformedException(
            "%s with the control character %d at %d: only newlines are allowed"
                .formatted(what, (int) c, i));
      }
    }
    if (!UTF_8.newEncoder().canEncode(CharBuffer.wrap(text))) {
      throw new MalformedException(what + " with half a surrogate pair");
    }
    return text;
  }

  /**
   * The name of a key: not empty, without white space as Unicode has it, without a plus sign, and
   * one line.
   */
  static String keyName(String name) {
    boolean strange =
        checked("key name", name)
            .codePoints()
            .anyMatch(c ->
                c == '+' || c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c));
    if (name.isEmpty() || strange) {
      throw new MalformedException(
          "a key name is not empty and has neither spaces nor plus signs: '%s'"
              .formatted(shown(name)));
    }
    return name;
  }

  /** A number from 0 to 2^63 - 1 in decimal digits, without leading zeros. */
  static long number(String what, String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    if (digits && !leadingZero && !text.isEmpty() && text.length() <= MOST_DIGITS) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw notANumber(what, text);
      }
    }
    throw notANumber(what, text);
  }

  private static MalformedException notANumber(String what, String text) {
    return new MalformedException(
        "%s is a decimal number below 2^63 without leading zeros, not '%s'"
            .formatted(what, shown(text)));
  }

  /**
   * What stands in Base64: the standard alphabet of RFC 4648 with its padding, and no bits beside
   * those of the bytes.
   */
  static byte[] base64(String what, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw notBase64(what, text);
    }
    if (!base64(bytes).equals(text)) {
      throw notBase64(what, text);
    }
    return bytes;
  }

  private static MalformedException notBase64(String what, String text) {
    return new MalformedException(
        "%s is not in Base64 with its padding: '%s'".formatted(what, shown(text)));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** As much of it as fits into a message. */
  static String shown(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
