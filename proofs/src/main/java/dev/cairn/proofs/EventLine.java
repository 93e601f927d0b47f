package dev.cairn.proofs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.cairn.merkle.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A line of a log that somebody shows, as it stands in {@code events.log}: what happened, in full.
 *
 * @param content SHA-256 of the line before {@code ,"crc"}, as the event's {@link LeafRecord} has
 *     it
 */
public record EventLine(Hash content) {

  private static final String CHECKSUM = ",\"crc\":\"";
  private static final String END = "\"}";
  private static final int CHECKSUM_DIGITS = 8;
  private static final int TAIL = CHECKSUM.length() + CHECKSUM_DIGITS + END.length();

  /**
   * Reads a line; a line feed at its end is no part of it.
   *
   * @throws IllegalArgumentException if it does not end in its checksum
   */
  public static EventLine parse(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\n' ? line.length - 1 : line.length;
    int body = Math.max(0, end - TAIL);
    String tail = new String(line, body, end - body, ISO_8859_1);
    if (!tail.equals(CHECKSUM + checksum(line, body) + END)) {
      throw new IllegalArgumentException(
          "not a line of a log as it stands in events.log, which ends in its checksum, %s…%s"
              .formatted(CHECKSUM, END));
    }
    return new EventLine(Hash.of(sha256(Arrays.copyOf(line, body))));
  }

  private static String checksum(byte[] line, int length) {
    CRC32C crc = new CRC32C();
    crc.update(line, 0, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
