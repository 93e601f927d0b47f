package dev.cairn.merkle;

import java.util.List;

/**
 * Shows that a tree holds a subtree, as draft-ietf-plants-merkle-tree-certs section 4.4 has it. For
 * a single leaf it is the proof of inclusion of RFC 9162 section 2.1.3, for a subtree that begins
 * at 0 the proof of consistency of section 2.1.4; {@link InclusionProof} and {@link
 * ConsistencyProof} are these by their names.
 *
 * @param subtree the part that is held
 * @param size the leaves of the whole tree
 * @param hashes in the order of the draft, from below; at most {@link #MOST_HASHES}
 */
public record SubtreeProof(Subtree subtree, long size, List<Hash> hashes) {

  /** The hashes of the longest proof: one a level, and one to begin with. */
  public static final int MOST_HASHES = 64;

  /**
   * Refuses what no parser should hand over.
   *
   * @throws IllegalArgumentException if the size is negative or there are too many hashes
   */
  public SubtreeProof {
    if (size < 0 || hashes.size() > MOST_HASHES) {
      throw new IllegalArgumentException(
          "no proof for a tree of %d leaves with %d hashes: sizes are not negative, and at most %d hashes are needed"
              .formatted(size, hashes.size(), MOST_HASHES));
    }
    hashes = List.copyOf(hashes);
  }

  /**
   * Proves that the tree of this head holds the subtree with this hash, by the algorithm of section
   * 4.4.3 of the draft, which is that of RFC 9162 section 2.1.3.2 for a single leaf and that of
   * section 2.1.4.2 for a subtree from 0. It returns if so. Every tree holds the empty subtree,
   * whose hash is the root of {@link TreeHead#EMPTY} and whose proof is empty.
   *
   * @throws UnprovenException if not; it says why
   */
  public void verify(Hash hash, TreeHead head) {
    if (size != head.size()) {
      throw new UnprovenException(
          "the proof is for a tree of %d leaves, the tree head has %d"
              .formatted(size, head.size()));
    }
    if (subtree.end() > size) {
      throw new UnprovenException(
          "a tree of %d leaves does not have the leaves %s".formatted(size, subtree));
    }
    if (subtree.size() == 0) {
      verifyEmpty(hash);
    } else {
      new Climb(hash).verify(head);
    }
  }

  private void verifyEmpty(Hash hash) {
    if (!hashes.isEmpty()) {
      throw wrongCount("more");
    }
    compareSubtree(TreeHead.EMPTY.root(), hash);
  }

  private void compareSubtree(Hash proven, Hash given) {
    if (!proven.equals(given)) {
      throw new UnprovenException(
          "the proof leads to the hash %s of the leaves %s, not to %s"
              .formatted(proven.toBase64(), subtree, given.toBase64()));
    }
  }

  private UnprovenException wrongCount(String moreOrFewer) {
    return new UnprovenException(
        "the proof has %s hashes (%d) than are needed for the leaves %s of %d"
            .formatted(moreOrFewer, hashes.size(), subtree, size));
  }

  /** The way up the tree from a node that both the subtree and the tree have, or are. */
  private final class Climb {

    private final TreeHasher hasher = new TreeHasher();
    private final Hash given;

    /** On the present level, the nodes above the first and the last leaf, and the tree's last. */
    private long first = subtree.start();

    private long last = subtree.end() - 1;
    private long lastOfTree = size - 1;

    Climb(Hash given) {
      this.given = given;
    }

    void verify(TreeHead head) {
      startWhereBothAreWhole();
      boolean isWhole = first == last;
      if (!isWhole && hashes.isEmpty()) {
        throw wrongCount("fewer");
      }
      Hash part = isWhole ? given : hashes.getFirst();
      Hash whole = part;
      for (Hash sibling : hashes.subList(isWhole ? 0 : 1, hashes.size())) {
        if (lastOfTree == 0) {
          throw wrongCount("more");
        }
        if (isRightChild(last) || last == lastOfTree) {
          part = first < last ? hasher.node(sibling, part) : part;
          whole = hasher.node(sibling, whole);
          // Without a sibling to its right, a last node is its own parent.
          rise(Long.numberOfTrailingZeros(last));
        } else {
          whole = hasher.node(whole, sibling);
        }
        rise(1);
      }
      if (lastOfTree != 0) {
        throw wrongCount("fewer");
      }
      compareSubtree(part, given);
      compareTree(whole, head);
    }

    private void startWhereBothAreWhole() {
      boolean endsWithTheTree = last == lastOfTree;
      while (first != last && (endsWithTheTree || isRightChild(last))) {
        rise(1);
      }
    }

    private static boolean isRightChild(long node) {
      return (node & 1) == 1;
    }

    private void rise(int levels) {
      first >>>= levels;
      last >>>= levels;
      lastOfTree >>>= levels;
    }

    private static void compareTree(Hash proven, TreeHead head) {
      if (!proven.equals(head.root())) {
        throw new UnprovenException(
            "the proof leads to the root %s of %d leaves, the tree head says %s"
                .formatted(proven.toBase64(), head.size(), head.root().toBase64()));
      }
    }
  }
}
