package dev.cairn.merkle;

/**
 * How large a tree is, and its root: what a checkpoint signs.
 *
 * @param size the number of leaves, not negative
 * @param root the hash over all of them
 */
public record TreeHead(long size, Hash root) {

  /** Refuses a negative size. */
  public TreeHead {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has no negative size: " + size);
    }
  }
}
