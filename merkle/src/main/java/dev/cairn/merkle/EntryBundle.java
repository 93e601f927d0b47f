package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes at {@link TilePath.Entries}, as c2sp.org/tlog-tiles has them: for each entry its length
 * in two bytes, the high one first, and then its bytes.
 */
public final class EntryBundle {

  /** The bytes of the longest entry: as many as two bytes can tell. */
  public static final int MOST_ENTRY_BYTES = 65_535;

  private EntryBundle() {}

  /**
   * Writes a bundle.
   *
   * @throws IllegalArgumentException if there are no entries, more than {@link
   *     TilePath#FULL_WIDTH}, or one has more than {@link #MOST_ENTRY_BYTES}
   */
  public static byte[] write(List<byte[]> entries) {
    if (entries.isEmpty() || entries.size() > TilePath.FULL_WIDTH) {
      throw new IllegalArgumentException(
          "a bundle has 1 to %d entries, these are %d"
              .formatted(TilePath.FULL_WIDTH, entries.size()));
    }
    entries.forEach(EntryBundle::check);
    ByteBuffer bytes =
        ByteBuffer.allocate(entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum());
    for (byte[] entry : entries) {
      bytes.putShort((short) entry.length).put(entry);
    }
    return bytes.array();
  }

  private static void check(byte[] entry) {
    if (entry.length > MOST_ENTRY_BYTES) {
      throw new IllegalArgumentException(
          "an entry has at most %d bytes, this one has %d"
              .formatted(MOST_ENTRY_BYTES, entry.length));
    }
  }

  /**
   * Reads a bundle that must have as many entries as its path says.
   *
   * @throws MalformedException if it ends too early or too late
   */
  public static List<byte[]> read(TilePath.Entries path, byte[] bundle) {
    ByteBuffer bytes = ByteBuffer.wrap(bundle);
    List<byte[]> entries = new ArrayList<>();
    while (entries.size() < path.width()) {
      int length =
          bytes.remaining() < Short.BYTES
              ? Integer.MAX_VALUE
              : Short.toUnsignedInt(bytes.getShort());
      if (length > bytes.remaining()) {
        throw new MalformedException(
            "%s ends within entry %d of %d".formatted(path, entries.size(), path.width()));
      }
      byte[] entry = new byte[length];
      bytes.get(entry);
      entries.add(entry);
    }
    if (bytes.hasRemaining()) {
      throw new MalformedException(
          "%s has %d bytes behind its %d entries".formatted(path, bytes.remaining(), path.width()));
    }
    return List.copyOf(entries);
  }
}
