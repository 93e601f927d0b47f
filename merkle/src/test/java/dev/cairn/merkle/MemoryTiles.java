package dev.cairn.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tiles in a map, with a list of what was read. */
final class MemoryTiles implements TileSink, TileSource {

  final Map<TilePath, byte[]> tiles = new HashMap<>();
  final List<TilePath> reads = new ArrayList<>();

  /** The tiles of a tree, whole. */
  static MemoryTiles of(List<Hash> leaves) {
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = new TileWriter(tiles);
    leaves.forEach(writer::append);
    writer.writePartialTiles();
    return tiles;
  }

  @Override
  public void accept(TilePath.Hashes tile, ByteBuffer hashes) {
    byte[] bytes = new byte[hashes.remaining()];
    hashes.get(bytes);
    if (tiles.put(tile, bytes) != null) {
      throw new AssertionError("written twice: " + tile);
    }
  }

  @Override
  public Optional<byte[]> read(TilePath path) {
    reads.add(path);
    return Optional.ofNullable(tiles.get(path));
  }
}
