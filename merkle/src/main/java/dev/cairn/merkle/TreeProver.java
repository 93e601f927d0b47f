package dev.cairn.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes tree heads and proofs from the hashes that a {@link HashReader} holds. It believes what it
 * reads: a proof made from hashes that were tampered with is one that does not verify.
 *
 * <p>Sizes may be any up to that of the tree which is read, so that old heads can be proven too. As
 * safe for use by several threads as the reader is.
 */
public final class TreeProver {

  private final HashReader reader;

  /** Of the tree that this reader holds. */
  public TreeProver(HashReader reader) {
    this.reader = reader;
  }

  /** The head that the tree had when it had so many leaves. */
  public TreeHead head(long size) {
    return new TreeHead(size, hash(new Subtree(0, size)));
  }

  /**
   * The hashes of the complete subtrees that a tree of this size falls into, from left to right:
   * what {@link TreeBuilder#resume} needs.
   */
  public List<Hash> edge(long size) {
    List<Hash> hashes = new ArrayList<>();
    for (long rest = size; rest > 0; rest ^= Long.lowestOneBit(rest)) {
      int level = Long.numberOfTrailingZeros(rest);
      hashes.add(reader.hash(level, (rest >>> level) - 1));
    }
    return hashes.reversed();
  }

  /** The hash of a subtree. */
  public Hash hash(Subtree subtree) {
    return subtree.size() == 0
        ? TreeHead.EMPTY.root()
        : range(subtree.start(), subtree.end(), new TreeHasher());
  }

  /**
   * That a tree of this size holds the leaf with this index.
   *
   * @throws IndexOutOfBoundsException if it has none
   */
  public InclusionProof inclusion(long index, long size) {
    return inclusion(index, new Subtree(0, size));
  }

  /**
   * That a subtree holds the leaf with this index of the tree. Its index and size are those within
   * the subtree, so it verifies against a {@link TreeHead} of the subtree's size and hash.
   *
   * @throws IndexOutOfBoundsException if it has none
   */
  public InclusionProof inclusion(long index, Subtree subtree) {
    if (index < subtree.start() || index >= subtree.end()) {
      throw new IndexOutOfBoundsException(
          "leaf %d is not among the leaves %s".formatted(index, subtree));
    }
    return new InclusionProof(
        index - subtree.start(), subtree.size(), path(index, index + 1, subtree));
  }

  /**
   * That the tree of the newer size begins with that of the older one.
   *
   * @throws IllegalArgumentException if the older size is larger or negative
   */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    SubtreeProof proof = consistency(new Subtree(0, oldSize), newSize);
    return new ConsistencyProof(oldSize, newSize, proof.hashes());
  }

  /**
   * That a tree of this size holds a subtree.
   *
   * @throws IllegalArgumentException if the subtree reaches beyond it
   */
  public SubtreeProof consistency(Subtree subtree, long size) {
    if (subtree.end() > size) {
      throw new IllegalArgumentException(
          "a tree of %d leaves does not have the leaves %s".formatted(size, subtree));
    }
    List<Hash> hashes =
        subtree.size() == 0
            ? List.of()
            : path(subtree.start(), subtree.end(), new Subtree(0, size));
    return new SubtreeProof(subtree, size, hashes);
  }

  /**
   * SUBTREE_SUBPROOF of draft-ietf-plants-merkle-tree-certs section 4.4.1, which is PATH and PROOF
   * of RFC 6962 in one: down from the root to the run of leaves, keeping the side that is left
   * behind at each split.
   */
  private List<Hash> path(long start, long end, Subtree within) {
    TreeHasher hasher = new TreeHasher();
    List<Hash> fromRoot = new ArrayList<>();
    long from = within.start();
    long to = within.end();
    long begin = start;
    while (begin != from || end != to) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (end <= split) {
        fromRoot.add(range(split, to, hasher));
        to = split;
      } else {
        fromRoot.add(range(from, split, hasher));
        from = split;
        begin = Math.max(begin, split);
      }
    }
    if (begin != start) {
      // The run has no node of its own in this tree, so whoever verifies cannot begin with its
      // hash.
      fromRoot.add(range(from, to, hasher));
    }
    return fromRoot.reversed();
  }

  /** Folds the complete subtrees of a run, which is a subtree with leaves, from the right. */
  private Hash range(long start, long end, TreeHasher hasher) {
    int level = Long.numberOfTrailingZeros(end - start);
    long at = end - (1L << level);
    Hash hash = reader.hash(level, at >>> level);
    while (at > start) {
      level = Long.numberOfTrailingZeros(at - start);
      at -= 1L << level;
      hash = hasher.node(reader.hash(level, at >>> level), hash);
    }
    return hash;
  }
}
