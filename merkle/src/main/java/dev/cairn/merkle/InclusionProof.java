package dev.cairn.merkle;

import java.util.List;

/**
 * The audit path of RFC 6962 section 2.1.1 (RFC 9162 section 2.1.3): it shows that a tree of a
 * certain size holds a leaf at an index.
 *
 * @param index the index of the leaf, from 0
 * @param size the leaves of the tree
 * @param hashes from the sibling of the leaf upward, at most {@link #MOST_HASHES}; which they must
 *     be is for {@link #verify} to say
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

  /** The hashes of the longest proof: a tree of 2^63 - 1 leaves has no more levels. */
  public static final int MOST_HASHES = 63;

  /**
   * Refuses what no parser should hand over.
   *
   * @throws IllegalArgumentException if a number is negative or there are too many hashes
   */
  public InclusionProof {
    if (index < 0 || size < 0 || hashes.size() > MOST_HASHES) {
      throw new IllegalArgumentException(
          "no proof for index %d of %d leaves with %d hashes: numbers are not negative, and at most %d hashes are needed"
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
    if (size != head.size()) {
      throw new UnprovenException(
          "the proof is for a tree of %d leaves, the tree head has %d"
              .formatted(size, head.size()));
    }
    if (index >= size) {
      throw new UnprovenException(
          "there is no leaf %d in a tree of %d leaves".formatted(index, size));
    }
    Hash root = rootAbove(leaf);
    if (!root.equals(head.root())) {
      throw new UnprovenException(
          "with leaf %d as given, the %d leaves have the root %s, the tree head says %s"
              .formatted(index, size, root.toBase64(), head.root().toBase64()));
    }
  }

  private Hash rootAbove(Hash leaf) {
    TreeHasher hasher = new TreeHasher();
    Hash root = leaf;
    long first = index;
    long last = size - 1;
    for (Hash sibling : hashes) {
      if (last == 0) {
        throw wrongCount("more");
      }
      if ((first & 1) == 1 || first == last) {
        root = hasher.node(sibling, root);
        // A last node without a right sibling is not hashed on its way up: it is its own parent.
        int climb = Long.numberOfTrailingZeros(first);
        first >>>= climb;
        last >>>= climb;
      } else {
        root = hasher.node(root, sibling);
      }
      first >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw wrongCount("fewer");
    }
    return root;
  }

  private UnprovenException wrongCount(String moreOrFewer) {
    return new UnprovenException(
        "the proof has %s hashes (%d) than leaf %d of %d needs"
            .formatted(moreOrFewer, hashes.size(), index, size));
  }
}
