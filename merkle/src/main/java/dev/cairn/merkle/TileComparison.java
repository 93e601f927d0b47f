package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Holds the tiles that are kept against those that a {@link TileWriter} makes of the leaves: give
 * it to one as its sink, append every leaf hash, call {@link TileWriter#writePartialTiles}, and
 * look here. It reads each tile once and keeps none.
 *
 * <p>It does not say which side is right. If the writer's head is the one that was signed, the
 * leaves are proven good, and a tile that differs has been damaged; else a leaf of the first
 * difference was changed. NOT safe for use by several threads at once.
 */
public final class TileComparison implements TileSink {

  private final TileFetch kept;
  private long compared;
  private long different;
  private Optional<TileDifference> first = Optional.empty();

  /** With the tiles of this source. */
  public TileComparison(TileSource kept) {
    this.kept = new TileFetch(kept);
  }

  @Override
  public void accept(TilePath.Hashes tile, ByteBuffer hashes) {
    compared++;
    Optional<TileDifference> difference = difference(tile, hashes);
    if (difference.isPresent()) {
      different++;
      first = first.or(() -> difference);
    }
  }

  private Optional<TileDifference> difference(TilePath.Hashes tile, ByteBuffer hashes) {
    byte[] found;
    try {
      found = kept.hashes(tile);
    } catch (MissingTileException missing) {
      return Optional.of(new TileDifference(tile, TileDifference.Kind.MISSING, 0, tile.width()));
    } catch (MalformedException wrongLength) {
      return Optional.of(new TileDifference(tile, TileDifference.Kind.LENGTH, 0, tile.width()));
    }
    int at = ByteBuffer.wrap(found).mismatch(hashes);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new TileDifference(
                tile, TileDifference.Kind.HASH, at / Hash.BYTES, at / Hash.BYTES + 1));
  }

  /** The tiles that were compared, missing ones included. */
  public long compared() {
    return compared;
  }

  /** How many of them differ. */
  public long different() {
    return different;
  }

  /**
   * The first that differs, in the order in which tiles become complete: one that holds hashes of
   * leaves comes before those above it.
   */
  public Optional<TileDifference> first() {
    return first;
  }
}
