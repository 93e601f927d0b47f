package dev.cairn.merkle;

import java.util.Optional;

/** Where tiles are read: a folder, a server, a map. */
@FunctionalInterface
public interface TileSource {

  /**
   * The bytes at a path, or nothing if there are none. It throws what it likes if it cannot tell,
   * and its caller passes that on. The array is copied.
   */
  Optional<byte[]> read(TilePath path);
}
