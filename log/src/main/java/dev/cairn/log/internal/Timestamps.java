package dev.cairn.log.internal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * Times as the log keeps them: microseconds since 1970, written {@code
 * 2025-12-28T10:00:00.000001Z}.
 */
final class Timestamps {

  /** The length of a written time. */
  static final int LENGTH = 27;

  private static final long MICROS = 1_000_000;

  private Timestamps() {}

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  static void write(long micros, Ascii out) {
    int nanos = (int) Math.floorMod(micros, MICROS) * 1_000;
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos, ZoneOffset.UTC);
    out.padded(time.getYear(), 4).add('-').padded(time.getMonthValue(), 2).add('-');
    out.padded(time.getDayOfMonth(), 2).add('T').padded(time.getHour(), 2).add(':');
    out.padded(time.getMinute(), 2).add(':').padded(time.getSecond(), 2).add('.');
    out.padded(nanos / 1_000, 6).add('Z');
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws DateTimeParseException if it is anything else
   */
  static long parse(String text) {
    return micros(Instant.parse(text));
  }
}
