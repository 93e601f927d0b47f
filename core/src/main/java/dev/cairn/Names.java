package dev.cairn;

import java.nio.charset.StandardCharsets;

/**
 * The one rule for every name in Cairn (streams, event types, tags, request ids): 1 to {@link
 * #BYTES_MAX} bytes of valid UTF-8 without control characters, compared byte for byte.
 */
final class Names {

  /** Longest name in bytes of UTF-8. */
  static final int BYTES_MAX = 255;

  private Names() {}

  /**
   * Returns the name if it keeps the rule.
   *
   * @param what what the name names, as it shall appear in the message ("stream", "type", …)
   * @throws InvalidNameException if it does not
   */
  static String checked(String what, String name) {
    if (isShortAscii(name)) {
      return name;
    }
    if (name.isEmpty()) {
      throw new InvalidNameException(what, name, "it is empty");
    }
    int control = firstControl(name);
    if (control >= 0) {
      throw new InvalidNameException(
          what,
          name,
          "it holds the control character U+%04X at character %d"
              .formatted((int) name.charAt(control), control + 1));
    }
    int bytes = utf8Length(what, name);
    if (bytes > BYTES_MAX) {
      throw new InvalidNameException(
          what, name, "it has %d bytes of UTF-8, the limit is %d".formatted(bytes, BYTES_MAX));
    }
    return name;
  }

  /**
   * The order of two names by their bytes. UTF-8 keeps the order of code points, which that of
   * {@code char} is not: a surrogate is less than U+FFFF.
   */
  static int compare(String name, String other) {
    int end = Math.min(name.length(), other.length());
    for (int i = 0; i < end; i++) {
      char one = name.charAt(i);
      char two = other.charAt(i);
      if (one != two) {
        return Character.isSurrogate(one) == Character.isSurrogate(two)
            ? Character.compare(one, two)
            : Boolean.compare(Character.isSurrogate(one), Character.isSurrogate(two));
      }
    }
    return Integer.compare(name.length(), other.length());
  }

  /** Whether it keeps the rule for the usual reason: it is short and of printable ASCII. */
  private static boolean isShortAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= BYTES_MAX;
  }

  private static int firstControl(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isISOControl(name.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int utf8Length(String what, String name) {
    if (halfSurrogate(name) >= 0) {
      throw new InvalidNameException(what, name, "it holds half a surrogate pair");
    }
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Where a text has a surrogate that is not one of a pair; -1 if nowhere. */
  static int halfSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int codePoint = text.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(codePoint)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
