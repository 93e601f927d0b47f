package dev.cairn.merkle;

import java.util.Arrays;
import java.util.Optional;

/** Reads a tile from its source: as the partial one it is, or from the full one it has become. */
record TileFetch(TileSource source) {

  /**
   * The hashes of a tile, as many as its width says.
   *
   * @throws MalformedException if what lies there has another length
   * @throws MissingTileException if there is neither
   */
  byte[] hashes(TilePath.Hashes tile) {
    return checked(tile)
        .or(() -> tile.isFull() ? Optional.empty() : checked(tile.full()))
        .map(bytes -> Arrays.copyOf(bytes, tile.width() * Hash.BYTES))
        .orElseThrow(() -> new MissingTileException(tile));
  }

  private Optional<byte[]> checked(TilePath.Hashes tile) {
    Optional<byte[]> found = source.read(tile);
    found.ifPresent(bytes -> checkLength(tile, bytes.length));
    return found;
  }

  private static void checkLength(TilePath.Hashes tile, int length) {
    if (length != tile.width() * Hash.BYTES) {
      throw new MalformedException(
          "%s has %d bytes, expected are %d: %d hashes"
              .formatted(tile, length, tile.width() * Hash.BYTES, tile.width()));
    }
  }
}
