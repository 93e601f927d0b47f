package dev.cairn.log.internal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Times as the log keeps them: microseconds since 1970, written {@code
 * 2025-12-28T10:00:00.000001Z}.
 */
final class Timestamps {

  /** The length of a written time. */
  static final int LENGTH = 27;

  private static final long MICROS = 1_000_000;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final String SEPARATORS = "####-##-##T##:##:##.######Z";

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
   * @throws DateTimeException if it is anything else
   */
  static long parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return parse(bytes, 0, bytes.length);
  }

  /**
   * Reads what {@link #write} wrote into a stretch of bytes.
   *
   * @throws DateTimeException if it is anything else
   */
  static long parse(byte[] bytes, int from, int to) {
    if (to - from != LENGTH || !hasSeparators(bytes, from)) {
      throw new DateTimeException(
          "'%s' is not a time"
              .formatted(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
    }
    long day =
        LocalDate.of(digits(bytes, from, 4), digits(bytes, from + 5, 2), digits(bytes, from + 8, 2))
            .toEpochDay();
    long second =
        LocalTime.of(
                digits(bytes, from + 11, 2),
                digits(bytes, from + 14, 2),
                digits(bytes, from + 17, 2))
            .toSecondOfDay();
    return (day * SECONDS_OF_DAY + second) * MICROS + digits(bytes, from + 20, 6);
  }

  private static boolean hasSeparators(byte[] bytes, int from) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (separator != '#' && bytes[from + i] != separator) {
        return false;
      }
    }
    return true;
  }

  private static int digits(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new DateTimeException("'%c' is not a digit of a time".formatted((char) bytes[i]));
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
