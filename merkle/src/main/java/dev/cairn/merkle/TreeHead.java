package dev.cairn.merkle;

/**
 * How large a tree is, and its root: what a checkpoint signs.
 *
 * @param size the number of leaves, not negative
 * @param root the hash over all of them
 */
public record TreeHead(long size, Hash root) {

  /** That of the empty tree, whose root is the hash of nothing. */
  public static final TreeHead EMPTY = new TreeHead(0, TreeHasher.ofNothing());

  /** Refuses a negative size. */
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size: " + size);
    }
  }
}
