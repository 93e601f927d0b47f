package dev.cairn.bench.contest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * Decodes the envelope of one line by hand: the same parts that {@link LogReads} asks for, as the
 * same kinds of objects, after the checksum was found right. Used by one thread.
 */
public final class LineEnvelope {

  private static final int POSITION = "{\"position\":".length();
  private static final int COMMIT = ",\"commit\":".length();
  private static final int ID = ",\"id\":\"".length();
  private static final int ID_BYTES = 36;
  private static final int TYPE = "\",\"type\":\"".length();
  private static final int STREAM = "\",\"aggregate_id\":\"".length();
  private static final int VERSION = "\",\"version\":".length();
  private static final int TIMESTAMP = ",\"timestamp\":\"".length();
  private static final int TRAILER = ",\"crc\":\"00000000\"}".length();
  private static final int CRC = ",\"crc\":\"".length();
  private static final int SECONDS_PER_DAY = 86_400;

  private final CRC32C crc = new CRC32C();
  private byte[] line = new byte[0];
  private int at;
  private long seen;

  /**
   * Decodes the line between two offsets.
   *
   * @throws IllegalStateException if its checksum is wrong
   */
  public void decode(byte[] bytes, int from, int to) {
    line = bytes;
    checkSum(from, to - TRAILER);
    at = from + POSITION;
    long position = number();
    at += COMMIT;
    long commit = number();
    if (line[at + 2] == 'o') {
      skipTo(']');
      at++;
    }
    at += ID;
    UUID id = new UUID(hex(at, 0, 18), hex(at, 19, ID_BYTES));
    at += ID_BYTES + TYPE;
    String type = text();
    at += STREAM;
    String stream = text();
    at += VERSION;
    long version = number();
    at += TIMESTAMP;
    Instant time = instant();
    long parts = position + commit + version + type.length() + stream.length();
    seen += parts + id.getLeastSignificantBits() + time.hashCode();
  }

  private void checkSum(int from, int to) {
    crc.reset();
    crc.update(line, from, to - from);
    if (crc.getValue() != hex(to + CRC, 0, 8)) {
      throw new IllegalStateException("the checksum of a line is wrong");
    }
  }

  private long number() {
    long value = 0;
    for (; line[at] >= '0' && line[at] <= '9'; at++) {
      value = value * 10 + line[at] - '0';
    }
    return value;
  }

  private void skipTo(char end) {
    while (line[at] != end) {
      at++;
    }
  }

  private String text() {
    int from = at;
    skipTo('"');
    return new String(line, from, at - from, StandardCharsets.UTF_8);
  }

  private long hex(int base, int from, int to) {
    long value = 0;
    for (int i = base + from; i < base + to; i++) {
      int digit = line[i];
      if (digit != '-') {
        value = value << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
      }
    }
    return value;
  }

  /** Of {@code 2025-12-28T10:00:00.000001Z}. */
  private Instant instant() {
    long day = LocalDate.of(digits(0, 4), digits(5, 2), digits(8, 2)).toEpochDay();
    int second = (digits(11, 2) * 60 + digits(14, 2)) * 60 + digits(17, 2);
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, digits(20, 6) * 1_000L);
  }

  private int digits(int from, int count) {
    int value = 0;
    for (int i = at + from; i < at + from + count; i++) {
      value = value * 10 + line[i] - '0';
    }
    return value;
  }

  long seen() {
    return seen;
  }
}
