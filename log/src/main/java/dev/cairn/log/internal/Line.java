package dev.cairn.log.internal;

import java.util.zip.CRC32C;

/**
 * The frame of one line of the log.
 *
 * <pre>
 * {"position":42,"commit":41,"of":[2,2],"id":"…", … ,"metadata":{…},"crc":"9d2c31e0"}\n
 * ├──────────────────────── body ────────────────────────────────┤├── trailer ─────┤
 * </pre>
 *
 * The trailer has a fixed length; its eight hex digits are the CRC32C (RFC 3720 §B.4) of the body.
 */
final class Line {

  static final String CRC_KEY = ",\"crc\":\"";
  private static final Literal TRAILER_BEGIN = Literal.of(CRC_KEY);
  private static final String END = "\"}";
  private static final int CRC_DIGITS = 8;

  /** Bytes of the trailer, without the line feed. */
  static final int TRAILER = CRC_KEY.length() + CRC_DIGITS + END.length();

  /** Most bytes of a line: beyond it, it is damage. */
  static final int BYTES_MAX = 64 << 20;

  private Line() {}

  /** Ends the line whose body starts at that offset: adds trailer and line feed; its checksum. */
  static int end(Ascii out, int start) {
    int crc = crc(out.array(), start, out.length());
    out.add(CRC_KEY).hex(crc).add(END).add('\n');
    return crc;
  }

  static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  /** Whether the line between two offsets (without its line feed) is whole and unharmed. */
  static boolean isSound(byte[] bytes, int from, int to) {
    int body = to - TRAILER;
    if (body <= from || bytes[from] != '{' || !TRAILER_BEGIN.stands(bytes, body)) {
      return false;
    }
    int digits = body + CRC_KEY.length();
    return bytes[to - 2] == '"'
        && bytes[to - 1] == '}'
        && matchesHex(bytes, digits, crc(bytes, from, body));
  }

  private static boolean matchesHex(byte[] bytes, int at, int bits) {
    return EightBytes.at(bytes, at) == Hex.digits(bits);
  }
}
