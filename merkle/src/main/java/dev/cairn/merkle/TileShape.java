package dev.cairn.merkle;

import java.util.Arrays;

/** Which tiles of hashes a tree of a certain size has, and which of their hashes; their nodes. */
final class TileShape {

  /** The levels of nodes that a tile spans: its hashes are 2^8. */
  static final int HEIGHT = 8;

  private TileShape() {}

  /** The levels that have a hash, which is the root of a tile that is full. */
  static int levels(long size) {
    check(size);
    return (Long.SIZE - Long.numberOfLeadingZeros(size) + HEIGHT - 1) / HEIGHT;
  }

  /** The hashes of all tiles of a level that has some. */
  static long hashes(int level, long size) {
    check(size);
    return size >>> (level * HEIGHT);
  }

  /** Refuses a negative size. */
  static void check(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size: " + size);
    }
  }

  /** The tiles of a level that has some, the partial one included. */
  static long tiles(int level, long size) {
    return Math.ceilDivExact(hashes(level, size), TilePath.FULL_WIDTH);
  }

  /** One of the tiles of a level. */
  static TilePath.Hashes tile(int level, long index, long size) {
    long hashes = hashes(level, size) - index * TilePath.FULL_WIDTH;
    return new TilePath.Hashes(level, index, (int) Math.min(hashes, TilePath.FULL_WIDTH));
  }

  /** Refuses what is no complete subtree of a tree with so many leaves. */
  static void checkSubtree(int level, long index, long size) {
    if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= size >>> level) {
      throw new IndexOutOfBoundsException(
          "a tree of %d leaves has no complete subtree %d of 2^%d leaves"
              .formatted(size, index, level));
    }
  }

  /** The node over some hashes of a tile that lie side by side, as many as a power of two. */
  static Hash root(byte[] tile, int first, int hashes, TreeHasher hasher) {
    int from = first * Hash.BYTES;
    byte[] nodes = Arrays.copyOfRange(tile, from, from + hashes * Hash.BYTES);
    for (int left = hashes; left > 1; left /= 2) {
      for (int i = 0; i < left / 2; i++) {
        hasher.node(nodes, 2 * i * Hash.BYTES, nodes, i * Hash.BYTES);
      }
    }
    return Hash.of(nodes, 0);
  }
}
