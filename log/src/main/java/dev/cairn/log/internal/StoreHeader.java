package dev.cairn.log.internal;

import dev.cairn.CorruptStoreException;
import dev.cairn.FormatTooNewException;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.disk.AtomicFile;
import dev.cairn.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * What {@code store.json} says: which store this is. Written once, before the first event.
 *
 * @param id the store's id
 * @param format the version of the format of the whole folder
 * @param origin the name the store's proofs are made under
 * @param created when the store was made
 */
public record StoreHeader(StoreId id, int format, String origin, Instant created) {

  static final String NAME = "store.json";

  /** The newest format this release knows. */
  static final int FORMAT = 1;

  /** Digits of the id that the origin of a store has, 72 bits. */
  private static final int ORIGIN_DIGITS = 18;

  static StoreHeader fresh(UUID id, Instant created) {
    return new StoreHeader(new StoreId(id), FORMAT, originOf(id), created);
  }

  /**
   * The name that a new store goes by: short, as it stands in every proof twice, and by eye that of
   * its id. The last digits of an id are random ones.
   */
  private static String originOf(UUID id) {
    String digits = id.toString().replace("-", "");
    return "cairn/" + digits.substring(digits.length() - ORIGIN_DIGITS);
  }

  void write(Disk disk, Path folder) throws IOException {
    Ascii out = body();
    Line.end(out, 0);
    AtomicFile.write(disk, folder.resolve(NAME), ByteBuffer.wrap(out.toBytes()));
  }

  /** All that the checksum covers. */
  private Ascii body() {
    Ascii out = new Ascii(256);
    out.add("{\"store\":\"").add(id.toString()).add("\",\"format\":").add(format);
    out.add(",\"origin\":");
    JsonWriter.string(origin, out);
    out.add(",\"created\":\"");
    Timestamps.write(Timestamps.micros(created), out);
    return out.add('"');
  }

  /**
   * Reads the file.
   *
   * @throws CorruptStoreException if a byte of it is not what was written
   * @throws FormatTooNewException if a later release wrote it
   */
  public static StoreHeader read(Disk disk, Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    byte[] contents = AtomicFile.read(disk, file);
    try {
      dev.cairn.JsonText.checkedLine(contents);
      StoreHeader header = parse(new JsonScan(contents, 0, contents.length));
      if (!isSound(contents) && !header.isWithoutChecksum(contents)) {
        throw corrupt(file, contents, "the checksum of the file does not fit");
      }
      if (header.format > FORMAT) {
        throw new FormatTooNewException(file.toString(), header.format, FORMAT);
      }
      return header;
    } catch (IllegalArgumentException | ArithmeticException | dev.cairn.InvalidInputException e) {
      throw corrupt(file, contents, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isSound(byte[] contents) {
    int end = contents.length - 1;
    return end > Line.TRAILER && contents[end] == '\n' && Line.isSound(contents, 0, end);
  }

  /** Whether it is, to the byte, what was written before there was a checksum. */
  private boolean isWithoutChecksum(byte[] contents) {
    return Arrays.equals(body().add("}\n").toBytes(), contents);
  }

  private static CorruptStoreException corrupt(Path file, byte[] contents, String reason) {
    return new CorruptStoreException(
        file.toString(), 0, contents.length, 0, Position.START, reason);
  }

  private static StoreHeader parse(JsonScan scan) {
    String id = "";
    String origin = "";
    String created = "";
    int format = 0;
    scan.expect('{');
    do {
      String key = scan.string();
      scan.expect(':');
      switch (key) {
        case "store" -> id = scan.string();
        case "format" -> format = Math.toIntExact(scan.number());
        case "origin" -> origin = scan.string();
        case "created" -> created = scan.string();
        default -> scan.skipValue();
      }
    } while (scan.accept(','));
    return new StoreHeader(StoreId.parse(id), format, origin, Timestamps.instant(micros(created)));
  }

  private static long micros(String created) {
    try {
      return Timestamps.parse(created);
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException("'%s' is not a time".formatted(created), e);
    }
  }
}
