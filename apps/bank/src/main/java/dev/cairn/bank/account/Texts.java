package dev.cairn.bank.account;

/** The limits on what people may write into an account. */
final class Texts {

  private Texts() {}

  /** Refuses a text of the wrong length, with space around it, or with control characters. */
  static void check(String what, String text, int least, int most) {
    int length = text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw new IllegalArgumentException(
          "%s has %d to %d characters, not %d".formatted(what, least, most, length));
    }
    if (!text.strip().equals(text)) {
      throw new IllegalArgumentException("%s has no space around it".formatted(what));
    }
    if (text.codePoints().anyMatch(Texts::isUnfit)) {
      throw new IllegalArgumentException(
          "%s has no control characters and is valid Unicode".formatted(what));
    }
  }

  private static boolean isUnfit(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
