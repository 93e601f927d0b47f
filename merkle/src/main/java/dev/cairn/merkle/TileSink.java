package dev.cairn.merkle;

import java.nio.ByteBuffer;

/** Where tiles go that have been made of the leaves of a tree: a folder, a map, a comparison. */
@FunctionalInterface
public interface TileSink {

  /**
   * Takes a tile.
   *
   * @param hashes its bytes, to be read from position to limit, during this call only
   */
  void accept(TilePath.Hashes tile, ByteBuffer hashes);
}
