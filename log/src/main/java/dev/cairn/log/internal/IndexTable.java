package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The immutable index of the first events of a segment, as it lies in a file of {@code index/}. All
 * numbers are big-endian.
 *
 * <pre>
 * │ magic "CAIRNIX1", 8 │ first position, 8 │ end of the covered bytes, 8 │ CRC32C of the last line, 4 │
 * │ events n, 4 │ requests r, 4 │
 * │ n offsets, 4 each │ n event ids, 20 each │ n streams, 20 each │ r requests, 20 each │
 * │ CRC32C of all before, 4 │
 * </pre>
 */
final class IndexTable {

  private static final long MAGIC = 0x434149524e495831L;
  private static final int HEADER_BYTES = 36;
  private static final int EVENT_BYTES = 4 + 2 * KeyTable.ENTRY_BYTES;

  private final ByteBuffer bytes;
  private final int count;
  private final Map<IndexKind, KeyTable> tables = new EnumMap<>(IndexKind.class);

  private IndexTable(ByteBuffer bytes) {
    this.bytes = bytes;
    this.count = bytes.getInt(28);
    int requests = bytes.getInt(32);
    int at = HEADER_BYTES + 4 * count;
    for (IndexKind kind : IndexKind.values()) {
      int size = KeyTable.ENTRY_BYTES * (kind == IndexKind.REQUEST ? requests : count);
      tables.put(kind, new KeyTable(bytes.slice(at, size)));
      at += size;
    }
  }

  /** Reads a file's contents; empty if they are damaged, of another format or another segment. */
  static Optional<IndexTable> read(byte[] contents, long first) {
    ByteBuffer bytes = ByteBuffer.wrap(contents);
    if (contents.length < HEADER_BYTES + 4 || bytes.getLong(0) != MAGIC) {
      return Optional.empty();
    }
    long expected =
        HEADER_BYTES
            + 4L
            + (long) bytes.getInt(28) * EVENT_BYTES
            + (long) bytes.getInt(32) * KeyTable.ENTRY_BYTES;
    boolean sound =
        bytes.getInt(28) > 0
            && bytes.getInt(32) >= 0
            && expected == contents.length
            && bytes.getLong(8) == first
            && bytes.getInt(contents.length - 4) == crc(contents);
    return sound ? Optional.of(new IndexTable(bytes)) : Optional.empty();
  }

  /** Lays out an index; the columns hold at least one event. */
  static IndexTable of(long first, long end, int lastCrc, IndexColumns columns) {
    int events = columns.offsets().length;
    int requests = columns.sorted(IndexKind.REQUEST).size();
    int size = HEADER_BYTES + 4 + events * EVENT_BYTES + requests * KeyTable.ENTRY_BYTES;
    ByteBuffer out = ByteBuffer.allocate(size);
    out.putLong(MAGIC).putLong(first).putLong(end).putInt(lastCrc).putInt(events).putInt(requests);
    for (int offset : columns.offsets()) {
      out.putInt(offset);
    }
    for (IndexKind kind : IndexKind.values()) {
      KeyTable.write(columns.sorted(kind), out);
    }
    out.putInt(crc(out.array()));
    return new IndexTable(out.flip());
  }

  private static int crc(byte[] contents) {
    CRC32C crc = new CRC32C();
    crc.update(contents, 0, contents.length - 4);
    return (int) crc.getValue();
  }

  ByteBuffer bytes() {
    return bytes.duplicate().rewind();
  }

  int count() {
    return count;
  }

  /** The length of the part of the segment that is covered. */
  long end() {
    return bytes.getLong(16);
  }

  /** The checksum of the last covered line. */
  int lastCrc() {
    return bytes.getInt(24);
  }

  int offset(int ordinal) {
    return bytes.getInt(HEADER_BYTES + 4 * Objects.checkIndex(ordinal, count));
  }

  KeyTable table(IndexKind kind) {
    return Objects.requireNonNull(tables.get(kind));
  }
}
