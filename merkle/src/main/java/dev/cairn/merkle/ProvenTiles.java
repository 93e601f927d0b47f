package dev.cairn.merkle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hashes of a tree while it grows, read from its full tiles and from the memory of its {@link
 * TileWriter}. No tile is believed: its hash must be the one that the tile above it holds, which is
 * proven in the same way, or is the last one of its level, which the writer has not let go of. So
 * it needs no partial tiles, and what was changed in a tile is never taken for a part of the tree.
 *
 * <p>It keeps the full tiles that were asked for last. NOT safe for use by several threads at once,
 * nor beside its writer.
 */
public final class ProvenTiles implements HashReader {

  private final TileWriter tree;
  private final TileFetch fetch;
  private final int tilesMax;
  private final TreeHasher hasher = new TreeHasher();
  private final Map<TilePath.Hashes, byte[]> proven = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Of the tree that is written.
   *
   * @param source where the full tiles are read that the writer made
   * @param tilesMax how many of them are kept, 8 KiB each; at least one
   */
  public ProvenTiles(TileWriter tree, TileSource source, int tilesMax) {
    if (tilesMax < 1) {
      throw new IllegalArgumentException("at least one tile is kept, not " + tilesMax);
    }
    this.tree = tree;
    this.fetch = new TileFetch(source);
    this.tilesMax = tilesMax;
  }

  /**
   * Reads the hash of a complete subtree.
   *
   * @throws IndexOutOfBoundsException if the tree does not have all of its leaves
   * @throws MissingTileException if there is no such tile
   * @throws MalformedException if the tile has the wrong length
   * @throws UnprovenException if the tile is not that of the tree
   */
  @Override
  public Hash hash(int level, long index) {
    TileShape.checkSubtree(level, index, tree.size());
    int within = level % TileShape.HEIGHT;
    int tileLevel = level / TileShape.HEIGHT;
    long first = index << within;
    byte[] tile = tile(tileLevel, first / TilePath.FULL_WIDTH);
    return TileShape.root(tile, (int) (first % TilePath.FULL_WIDTH), 1 << within, hasher);
  }

  private byte[] tile(int level, long index) {
    if (index == TileShape.hashes(level, tree.size()) / TilePath.FULL_WIDTH) {
      return tree.lastTile(level);
    }
    TilePath.Hashes path = new TilePath.Hashes(level, index, TilePath.FULL_WIDTH);
    byte[] known = proven.get(path);
    if (known == null) {
      known = proven(path);
      keep(path, known);
    }
    return known;
  }

  private byte[] proven(TilePath.Hashes path) {
    byte[] tile = fetch.hashes(path);
    Hash root = TileShape.root(tile, 0, TilePath.FULL_WIDTH, hasher);
    byte[] above = tile(path.level() + 1, path.index() / TilePath.FULL_WIDTH);
    int place = (int) (path.index() % TilePath.FULL_WIDTH) * Hash.BYTES;
    if (!root.equals(Hash.of(above, place))) {
      throw new UnprovenException(
          "%s is not a tile of the tree of %d leaves: its hash is %s, expected is %s"
              .formatted(path, tree.size(), root, Hash.of(above, place)));
    }
    return tile;
  }

  private void keep(TilePath.Hashes path, byte[] tile) {
    proven.put(path, tile);
    if (proven.size() > tilesMax) {
      proven.remove(proven.keySet().iterator().next());
    }
  }
}
