package dev.cairn.merkle;

/** Which tiles of hashes a tree of a certain size has, and which of their hashes. */
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
}
