package dev.cairn.merkle;

/**
 * Where a tile that is kept differs from the one that was made of the leaves.
 *
 * @param tile which it is
 * @param kind in what it differs
 * @param from the first of its hashes that differ or are not there
 * @param to behind the last of these; of hashes that differ, only the first is told
 */
public record TileDifference(TilePath.Hashes tile, Kind kind, int from, int to) {

  /** In what a tile differs. */
  public enum Kind {
    /** It is not there, neither partial nor full. */
    MISSING,
    /** It does not have as many bytes as its width needs. */
    LENGTH,
    /** One of its hashes is another. */
    HASH
  }

  /** The index of the first leaf below these hashes. */
  public long firstLeaf() {
    return leaf(from);
  }

  /** The index behind the last leaf below them. */
  public long endLeaf() {
    return leaf(to);
  }

  private long leaf(int hash) {
    return (tile.index() * TilePath.FULL_WIDTH + hash) << (tile.level() * TileShape.HEIGHT);
  }
}
