package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The immutable index of the first events of a segment, as it lies in a file of {@code index/},
 * mapped into memory: its size costs address space and no heap. All numbers are big-endian.
 *
 * <pre>
 * body    │ where the line of each event begins, 4 each │
 *         │ for each {@link IndexKind}: its rows, their filter, its lists; see {@link PostingTable} │
 * checks  │ CRC32C of each block of {@value CheckedBytes#BLOCK_BYTES} bytes of the body, 4 each │
 * footer  │ magic "CAIRNIX3", 8 │ first position, 8 │ end of the covered bytes, 8 │
 *         │ CRC32C of the last covered line, 4 │ events, 4 │ bytes of the body, 8 │
 *         │ for each kind: rows, 4; bytes of its lists, 4 │
 *         │ CRC32C of the checks, 4 │ CRC32C of the footer before this, 4 │
 * </pre>
 *
 * <p>Thread-safe. Throws {@link DamagedIndexException} where a block is not what was written.
 */
final class IndexFile {

  private static final long MAGIC = 0x434149524e495833L;
  private static final int KINDS_AT = 40;
  private static final int FOOTER_BYTES = KINDS_AT + 8 * IndexKind.values().length + 8;

  private final CheckedBytes body;
  private final int count;
  private final long end;
  private final ByteBuffer footer;
  private final Map<IndexKind, PostingTable> tables = new EnumMap<>(IndexKind.class);

  private IndexFile(CheckedBytes body, ByteBuffer footer) {
    this.body = body;
    this.footer = footer;
    this.count = footer.getInt(28);
    this.end = footer.getLong(16);
    int at = 4 * count;
    int sizes = KINDS_AT;
    for (IndexKind kind : IndexKind.values()) {
      int rows = footer.getInt(sizes);
      tables.put(kind, new PostingTable(body, at, rows, count));
      at += Math.toIntExact(PostingTable.bytes(rows)) + footer.getInt(sizes + 4);
      sizes += 8;
    }
  }

  /** Reads a file's contents; empty if they are of another format or segment, or not whole. */
  static Optional<IndexFile> read(ByteBuffer file, long first) {
    long size = file.limit();
    if (size < FOOTER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer footer = file.slice((int) size - FOOTER_BYTES, FOOTER_BYTES);
    if (footer.getLong(0) != MAGIC
        || footer.getInt(FOOTER_BYTES - 4) != crc(footer.slice(0, FOOTER_BYTES - 4))
        || footer.getLong(8) != first
        || footer.getInt(28) < 1) {
      return Optional.empty();
    }
    long bodySize = footer.getLong(32);
    long checksSize = 4L * CheckedBytes.blocks(bodySize);
    if (bodySize + checksSize + FOOTER_BYTES != size || bodySize != bodySize(footer)) {
      return Optional.empty();
    }
    ByteBuffer checks = file.slice((int) bodySize, (int) checksSize);
    if (crc(checks.duplicate()) != footer.getInt(FOOTER_BYTES - 8)) {
      return Optional.empty();
    }
    return Optional.of(
        new IndexFile(new CheckedBytes(file.slice(0, (int) bodySize), checks), footer));
  }

  private static long bodySize(ByteBuffer footer) {
    long size = 4L * footer.getInt(28);
    for (int kind = 0; kind < IndexKind.values().length; kind++) {
      int at = KINDS_AT + 8 * kind;
      size += PostingTable.bytes(footer.getInt(at)) + footer.getInt(at + 4);
    }
    return size;
  }

  /**
   * Lays out an index of at least one event.
   *
   * @param offsets where the lines begin
   * @param tables for each kind, in order, its rows: sorted by key, each key once
   */
  static ByteBuffer layOut(
      long first, long end, int lastCrc, int[] offsets, List<List<Postings.Row>> tables) {
    ByteBuffer footer = ByteBuffer.allocate(FOOTER_BYTES);
    footer.putLong(MAGIC).putLong(first).putLong(end).putInt(lastCrc).putInt(offsets.length);
    footer.putLong(0); // The size of the body, which the lists decide.
    List<ByteBuffer> parts = new java.util.ArrayList<>();
    ByteBuffer begins = ByteBuffer.allocate(4 * offsets.length);
    begins.asIntBuffer().put(offsets);
    parts.add(begins);
    for (List<Postings.Row> table : tables) {
      ByteBuffer rows = ByteBuffer.allocate(Math.toIntExact(PostingTable.bytes(table.size())));
      Varints lists = new Varints();
      PostingTable.write(table, rows, lists);
      footer.putInt(table.size()).putInt(lists.length());
      parts.add(rows.flip());
      parts.add(lists.bytes());
    }
    int bodySize = Math.toIntExact(parts.stream().mapToLong(ByteBuffer::remaining).sum());
    footer.putLong(32, bodySize);
    return finish(parts, bodySize, footer);
  }

  private static ByteBuffer finish(List<ByteBuffer> parts, int bodySize, ByteBuffer footer) {
    int blocks = CheckedBytes.blocks(bodySize);
    ByteBuffer file = ByteBuffer.allocate(bodySize + 4 * blocks + FOOTER_BYTES);
    parts.forEach(file::put);
    ByteBuffer body = file.slice(0, bodySize);
    for (int block = 0; block < blocks; block++) {
      file.putInt(CheckedBytes.crc(body, block));
    }
    footer.putInt(crc(file.slice(bodySize, 4 * blocks)));
    footer.putInt(crc(footer.slice(0, FOOTER_BYTES - 4)));
    return file.put(footer.flip()).flip();
  }

  private static int crc(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  int count() {
    return count;
  }

  /** The length of the part of the segment that is covered. */
  long end() {
    return end;
  }

  /** The checksum of the last covered line. */
  int lastCrc() {
    return footer.getInt(24);
  }

  /** Where the line of an event begins; behind the last one, where the covered part ends. */
  long offset(int ordinal) {
    return ordinal == count ? end : body.getInt(4 * Objects.checkIndex(ordinal, count));
  }

  PostingTable table(IndexKind kind) {
    return Objects.requireNonNull(tables.get(kind));
  }
}
