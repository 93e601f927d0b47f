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
  private static final long ZEROS = EightBytes.all('0');
  private static final long TOPS = EightBytes.all('\u0080');

  /** Added to a digit's value it stays below the top bit; to anything greater it does not. */
  private static final long TO_TOP = EightBytes.all((char) (0x7f - 9));

  private static final Form DATE = Form.of("####-##-");
  private static final Form DAY_TIME = Form.of("##T##:##");
  private static final Form SECONDS = Form.of(":##.????");
  private static final Form MICROSECONDS = Form.of(".######Z");

  /**
   * What eight bytes of a time must look like.
   *
   * @param digits the bits of those that are digits
   * @param separators the bits of those that are separators
   * @param text the separators
   */
  private record Form(long digits, long separators, long text) {

    /** Of a text with # for each digit and ? for whatever there may be. */
    static Form of(String form) {
      long digits = 0;
      long separators = 0;
      long text = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        char c = form.charAt(i);
        long mask = 0xffL << (Byte.SIZE * i);
        digits |= c == '#' ? mask : 0;
        separators |= c == '#' || c == '?' ? 0 : mask;
        text |= c == '#' || c == '?' ? 0 : (long) c << (Byte.SIZE * i);
      }
      return new Form(digits, separators, text);
    }
  }

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
    if (to - from != LENGTH) {
      throw noTime(bytes, from, to);
    }
    long date = digits(bytes, from, DATE);
    long dayTime = digits(bytes, from + 8, DAY_TIME);
    long seconds = digits(bytes, from + 16, SECONDS);
    long micros = digits(bytes, from + 19, MICROSECONDS);
    if ((date | dayTime | seconds | micros) < 0) {
      throw noTime(bytes, from, to);
    }
    long day =
        LocalDate.of(100 * two(date, 0) + two(date, 2), two(date, 5), two(dayTime, 0)).toEpochDay();
    long second = LocalTime.of(two(dayTime, 3), two(dayTime, 6), two(seconds, 1)).toSecondOfDay();
    int micro = 10_000 * two(micros, 1) + 100 * two(micros, 3) + two(micros, 5);
    return (day * SECONDS_OF_DAY + second) * MICROS + micro;
  }

  private static DateTimeException noTime(byte[] bytes, int from, int to) {
    return new DateTimeException(
        "'%s' is not a time".formatted(new String(bytes, from, to - from, StandardCharsets.UTF_8)));
  }

  /** The values of the digits in eight bytes of a time; negative if it is of another form. */
  private static long digits(byte[] bytes, int at, Form form) {
    long eight = EightBytes.at(bytes, at);
    long values = (eight ^ ZEROS) & form.digits();
    long beyondNine = (values + TO_TOP) | values;
    return (eight & form.separators()) == form.text() && (beyondNine & TOPS) == 0 ? values : -1;
  }

  /** The number that two digits make, of which the first is at that place. */
  private static int two(long values, int at) {
    long both = values >>> (Byte.SIZE * at);
    return (int) (both & 0xf) * 10 + (int) (both >>> Byte.SIZE & 0xf);
  }
}
