package dev.cairn.flow.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first 100 bytes of a database file (sqlite.org/fileformat2.html, §1.3), which tell without
 * SQLite whether the file is a database, and whether it is a view of ours.
 */
enum SqliteHeader {
  /** There is no file, or it has no bytes. */
  EMPTY,
  /** It bears our mark. */
  OURS,
  /** It is a database without our mark. */
  ANOTHER_DATABASE,
  /** It is something else. */
  NOT_A_DATABASE;

  /** The mark of a view: "Carn" as SQLite's application id. */
  static final int APPLICATION_ID = 0x4361726e;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APPLICATION_ID_AT = 68;
  private static final int LENGTH = 100;

  static SqliteHeader of(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LENGTH);
    } catch (NoSuchFileException e) {
      return EMPTY;
    }
    if (bytes.length == 0) {
      return EMPTY;
    }
    if (bytes.length < LENGTH || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return NOT_A_DATABASE;
    }
    return ByteBuffer.wrap(bytes).getInt(APPLICATION_ID_AT) == APPLICATION_ID
        ? OURS
        : ANOTHER_DATABASE;
  }
}
