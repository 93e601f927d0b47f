package dev.cairn.cli;

import dev.cairn.Position;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Positions, times and data as people read them; times are UTC. */
final class Text {

  private static final int POSITION_DIGITS = 3;

  private Text() {}

  /** At least three digits. */
  static String position(Position position) {
    return padded(position.toString(), POSITION_DIGITS);
  }

  /** {@code 2025-12-28 10:00:00}. */
  static String seconds(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return utc.toLocalDate() + " " + clock(utc);
  }

  /** {@code 2025-12-28T10:00:00.000001Z}. */
  static String micros(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    String fraction = padded(Integer.toString(utc.get(ChronoField.MICRO_OF_SECOND)), 6);
    return utc.toLocalDate() + "T" + clock(utc) + "." + fraction + "Z";
  }

  /**
   * JSON with its control characters escaped. JSON allows DEL and U+0080 to U+009F as they are, and
   * a terminal would obey them.
   */
  static String harmless(String json) {
    if (json.chars().noneMatch(Character::isISOControl)) {
      return json;
    }
    StringBuilder safe = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      safe.append(Character.isISOControl(c) ? escaped(c) : String.valueOf(c));
    }
    return safe.toString();
  }

  /** A text of many lines in one, without what a terminal would obey. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
  }

  /** The character as an escape of JSON. */
  static String escaped(char c) {
    return "\\u" + padded(Integer.toHexString(c), 4);
  }

  private static String clock(LocalDateTime utc) {
    return padded(Integer.toString(utc.getHour()), 2)
        + ":"
        + padded(Integer.toString(utc.getMinute()), 2)
        + ":"
        + padded(Integer.toString(utc.getSecond()), 2);
  }

  private static String padded(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }
}
