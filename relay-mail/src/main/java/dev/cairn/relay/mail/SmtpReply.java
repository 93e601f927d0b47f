package dev.cairn.relay.mail;

import java.util.regex.Pattern;

/**
 * An answer of an SMTP server that is not the hoped-for one.
 *
 * @param to what of a mail it is about
 * @param code the first three digits
 * @param text all of it, on one line and without addresses, which servers like to repeat
 */
record SmtpReply(String to, int code, String text) {

  /** The code from which on an answer is a refusal, for now or for good. */
  static final int REFUSAL_MIN = 400;

  private static final int LASTING_MIN = 500;
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>(),;:\"]+@[^\\s<>(),;:\"]+");
  private static final int TEXT_CHARS_MAX = 500;

  SmtpReply {
    text = ADDRESS.matcher(text.strip().replaceAll("\\p{Cntrl}+", " ")).replaceAll("(address)");
    text = text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) + "…" : text;
  }

  boolean isLasting() {
    return code >= LASTING_MIN;
  }

  /** Whether it is about who sends, and not about what: RFC 4954 (6). */
  boolean isAboutUser() {
    return switch (code) {
      case 530, 534, 535, 538 -> true;
      default -> false;
    };
  }
}
