package dev.cairn.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads the times that people type; UTC unless they name an offset. */
final class Times {

  private Times() {}

  /** The moment a window begins: a day begins at midnight. */
  static Instant since(String option, String text) {
    return isDay(text)
        ? day(option, text).atStartOfDay().toInstant(ZoneOffset.UTC)
        : at(option, text);
  }

  /** The last moment of a window: a day ends with its last microsecond. */
  static Instant until(String option, String text) {
    return isDay(text)
        ? day(option, text).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1_000)
        : at(option, text);
  }

  private static boolean isDay(String text) {
    return text.length() == "2025-12-28".length();
  }

  private static LocalDate day(String option, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw notATime(option, text);
    }
  }

  private static Instant at(String option, String text) {
    String iso = text.replace(' ', 'T');
    try {
      boolean hasOffset = iso.endsWith("Z") || iso.lastIndexOf('-') > 9 || iso.indexOf('+') > 9;
      return hasOffset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw notATime(option, text);
    }
  }

  private static CommandException notATime(String option, String text) {
    return CommandException.usage(
        "%s: '%s' is not a time; write 2025-12-28, 2025-12-28 10:00:00 or 2025-12-28T10:00:00Z"
            .formatted(option, text));
  }
}
