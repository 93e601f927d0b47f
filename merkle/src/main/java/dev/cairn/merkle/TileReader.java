package dev.cairn.merkle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a tree as its tiles hold them. A tile whose width the size makes partial is read as
 * such, or, once it is gone, from the full tile it has become.
 *
 * <p>It keeps the two tiles of each level that were asked for last, so that a proof reads at most
 * one tile a level on the way to its leaf and one at the right edge of the tree. NOT safe for use
 * by several threads at once: readers are cheap, each takes its own.
 */
public final class TileReader implements HashReader {

  /** No tree has more levels of tiles. */
  private static final int LEVELS = Long.SIZE / TileShape.HEIGHT;

  private final long size;
  private final TileFetch fetch;
  private final TreeHasher hasher = new TreeHasher();
  private final Recent[] recent = new Recent[LEVELS];

  /**
   * Of a tree with so many leaves.
   *
   * @throws IllegalArgumentException if the size is negative
   */
  public TileReader(long size, TileSource source) {
    TileShape.check(size);
    this.size = size;
    fetch = new TileFetch(source);
    Arrays.setAll(recent, level -> new Recent());
  }

  /**
   * Reads the hash of a complete subtree.
   *
   * @throws IndexOutOfBoundsException if the tree does not have all of its leaves
   * @throws MissingTileException if there is no such tile
   * @throws MalformedException if the tile has the wrong length
   */
  @Override
  public Hash hash(int level, long index) {
    TileShape.checkSubtree(level, index, size);
    // The root of 2^within hashes of one tile: they lie side by side, and no two tiles share them.
    int within = level % TileShape.HEIGHT;
    long first = index << within;
    byte[] tile = tile(level / TileShape.HEIGHT, first / TilePath.FULL_WIDTH);
    return TileShape.root(tile, (int) (first % TilePath.FULL_WIDTH), 1 << within, hasher);
  }

  /** The hashes of a tile of the tree. Nobody changes them. */
  byte[] tile(int level, long index) {
    return recent[level].tile(TileShape.tile(level, index, size), fetch);
  }

  /** The two tiles of a level that were asked for last. */
  private static final class Recent {

    private TilePath.@Nullable Hashes latest;
    private byte[] latestHashes = new byte[0];
    private TilePath.@Nullable Hashes older;
    private byte[] olderHashes = new byte[0];

    byte[] tile(TilePath.Hashes wanted, TileFetch fetch) {
      if (!wanted.equals(latest)) {
        byte[] hashes = wanted.equals(older) ? olderHashes : fetch.hashes(wanted);
        older = latest;
        olderHashes = latestHashes;
        latest = wanted;
        latestHashes = hashes;
      }
      return latestHashes;
    }
  }
}
