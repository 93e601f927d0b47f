package dev.cairn.relay.mail;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** The rules for texts of a mail. Pure functions. */
final class MailText {

  private static final int SHOWN_MAX = 120;

  private MailText() {}

  /**
   * Checks what goes into a header, where the end of a line would begin another header.
   *
   * @param what what it is, as it shall appear in the message
   */
  static void checkLine(String what, String text, int bytesMax) {
    check(what, text, bytesMax, Character::isISOControl);
  }

  /** Checks what goes into a body, which has lines. */
  static void checkBody(String what, String text, int bytesMax) {
    check(
        what,
        text,
        bytesMax,
        c -> Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n');
  }

  private static void check(String what, String text, int bytesMax, IntPredicate refused) {
    int bytes = utf8Length(what, text);
    if (bytes > bytesMax) {
      throw new InvalidMailException(
          "%s has %d bytes of UTF-8, the limit is %d".formatted(what, bytes, bytesMax));
    }
    for (int i = 0; i < text.length(); i++) {
      if (refused.test(text.charAt(i))) {
        throw new InvalidMailException(
            "%s holds the control character U+%04X at character %d, which a mail cannot have there"
                .formatted(what, (int) text.charAt(i), i + 1));
      }
    }
  }

  private static int utf8Length(String what, String text) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
    } catch (CharacterCodingException e) {
      throw new InvalidMailException(what + " holds half a surrogate pair");
    }
  }

  /** A text as it may stand in a message of an error: on one line, and not too long. */
  static String shown(String text) {
    String start = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
    return start.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
