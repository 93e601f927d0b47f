package dev.cairn.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree that grows by one leaf hash after the other and keeps only its right edge: the hashes of
 * the complete subtrees that it falls into, one for each bit of its size that is set. From these it
 * tells its head at any time, and goes on after a restart ({@link #resume}).
 *
 * <p>Appending hashes one node a leaf, taken over time, and allocates nothing. NOT safe for use by
 * several threads at once.
 */
public final class TreeBuilder {

  /** The hashes of the longest edge, and a leaf that is about to be merged. */
  private static final int MOST_HASHES = Long.SIZE;

  private final TreeHasher hasher = new TreeHasher();
  private final NodeSink sink;

  /** The hashes of the edge from left to right, so of the largest subtree first. */
  private final byte[] edge = new byte[MOST_HASHES * Hash.BYTES];

  private long size;

  /** Begins with the empty tree. */
  public TreeBuilder() {
    this((level, index, hashes, offset) -> {});
  }

  /** Tells of every node, leaves included, whose subtree has become complete. */
  TreeBuilder(NodeSink sink) {
    this.sink = sink;
  }

  /**
   * Goes on with a tree that had this size and this {@link #edge}.
   *
   * @throws IllegalArgumentException if a tree of this size has more or fewer hashes in its edge
   */
  public static TreeBuilder resume(long size, List<Hash> edge) {
    TreeBuilder builder = new TreeBuilder();
    builder.restore(size, edge);
    return builder;
  }

  void restore(long restored, List<Hash> hashes) {
    if (restored < 0 || hashes.size() != Long.bitCount(restored)) {
      throw new IllegalArgumentException(
          "the edge of a tree of %d leaves does not have %d hashes, but one for each bit of the size"
              .formatted(restored, hashes.size()));
    }
    size = restored;
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(edge, i * Hash.BYTES);
    }
  }

  /** Appends the hash of a leaf. */
  public void append(Hash leaf) {
    leaf.copyTo(edge, newOffset());
    merge();
  }

  /**
   * Appends the hash of a leaf, which begins at an offset of an array.
   *
   * @throws IndexOutOfBoundsException if there are fewer than {@link Hash#BYTES}
   */
  public void append(byte[] leaf, int offset) {
    System.arraycopy(leaf, offset, edge, newOffset(), Hash.BYTES);
    merge();
  }

  private int newOffset() {
    if (size == Long.MAX_VALUE) {
      throw new IllegalStateException("a tree has at most %d leaves".formatted(size));
    }
    return Long.bitCount(size) * Hash.BYTES;
  }

  /** The new leaf ends as many complete subtrees as its index ends in bits that are set. */
  private void merge() {
    long index = size++;
    int last = Long.bitCount(index) * Hash.BYTES;
    sink.completed(0, index, edge, last);
    for (int level = 1; (index & 1) == 1; level++) {
      index >>>= 1;
      last -= Hash.BYTES;
      hasher.node(edge, last, edge, last);
      sink.completed(level, index, edge, last);
    }
  }

  /** The leaves appended so far. */
  public long size() {
    return size;
  }

  /** The hashes of the complete subtrees that the tree falls into, from left to right. */
  public List<Hash> edge() {
    List<Hash> hashes = new ArrayList<>();
    for (int i = 0; i < Long.bitCount(size); i++) {
      hashes.add(Hash.of(edge, i * Hash.BYTES));
    }
    return List.copyOf(hashes);
  }

  /** Size and root of the tree as it is. */
  public TreeHead head() {
    return size == 0
        ? TreeHead.EMPTY
        : new TreeHead(
            size,
            edge().reversed().stream()
                .reduce((right, left) -> hasher.node(left, right))
                .orElseThrow());
  }
}
