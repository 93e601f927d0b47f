package dev.cairn.log.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The body of an index file, of which each block of {@value #BLOCK_BYTES} bytes is checked when it
 * is first looked at: opening costs nothing, and nothing is believed unseen. Thread-safe; two
 * threads may check the same block.
 */
final class CheckedBytes {

  static final int BLOCK_BYTES = 4_096;

  private final ByteBuffer bytes;
  private final ByteBuffer checks;
  private final boolean[] checked;

  /** Both are read by absolute offsets: the body, and a CRC32C for each of its blocks. */
  CheckedBytes(ByteBuffer bytes, ByteBuffer checks) {
    this.bytes = bytes;
    this.checks = checks;
    this.checked = new boolean[blocks(bytes.limit())];
  }

  static int blocks(long size) {
    return Math.toIntExact((size + BLOCK_BYTES - 1) / BLOCK_BYTES);
  }

  /** The checksum of a block. */
  static int crc(ByteBuffer bytes, int block) {
    int from = block * BLOCK_BYTES;
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, Math.min(BLOCK_BYTES, bytes.limit() - from)));
    return (int) crc.getValue();
  }

  byte get(int at) {
    check(at);
    return bytes.get(at);
  }

  int getInt(int at) {
    check(at);
    check(at + 3);
    return bytes.getInt(at);
  }

  long getLong(int at) {
    check(at);
    check(at + 7);
    return bytes.getLong(at);
  }

  private void check(int at) {
    int block = at / BLOCK_BYTES;
    if (!checked[block]) {
      if (crc(bytes, block) != checks.getInt(4 * block)) {
        throw new DamagedIndexException(block);
      }
      checked[block] = true;
    }
  }
}
