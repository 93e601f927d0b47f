package dev.cairn.merkle;

/**
 * Where the hashes of a tree are read: all that {@link TreeProver} needs of it, wherever they are
 * kept. {@link TileReader} reads them from tiles.
 */
@FunctionalInterface
public interface HashReader {

  /**
   * The hash of a complete subtree: of the 2^level leaves that begin at {@code index << level}.
   *
   * @throws IndexOutOfBoundsException if the tree does not have all of them
   * @throws MerkleException if what is kept cannot be read as the hashes of a tree
   */
  Hash hash(int level, long index);
}
