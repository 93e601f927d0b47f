package dev.cairn.merkle;

import java.util.List;

/**
 * The audit path of RFC 6962 section 2.1.1 (RFC 9162 section 2.1.3): it shows that a tree of a
 * certain size holds a leaf at an index.
 *
 * @param index the index of the leaf, from 0
 * @param size the leaves of the tree
 * @param hashes from the sibling of the leaf upward, at most {@link #MOST_HASHES}
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

  /** The hashes of the longest proof: the levels above the leaves of 2^63 - 1. */
  public static final int MOST_HASHES = 63;

  /**
   * Refuses what no parser should hand over; all else is for {@link #verify} to judge.
   *
   * @throws IllegalArgumentException if a number is negative or there are too many hashes
   */
  public InclusionProof {
    if (index < 0 || size < 0 || hashes.size() > MOST_HASHES) {
      throw new IllegalArgumentException(
          "no proof for leaf %d of %d with %d hashes: numbers are not negative, and at most %d hashes are needed"
              .formatted(index, size, hashes.size(), MOST_HASHES));
    }
    hashes = List.copyOf(hashes);
  }

  /**
   * Proves that the tree of this head holds this leaf at the index, by the algorithm of RFC 9162
   * section 2.1.3.2. It returns if so.
   *
   * @param leaf the hash of the leaf, {@link TreeHasher#leaf}
   * @throws UnprovenException if not; it says why
   */
  public void verify(Hash leaf, TreeHead head) {
    if (index >= size) {
      throw new UnprovenException("a tree of %d leaves has no leaf %d".formatted(size, index));
    }
    new SubtreeProof(new Subtree(index, index + 1), size, hashes).verify(leaf, head);
  }
}
