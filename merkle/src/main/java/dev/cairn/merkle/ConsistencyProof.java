package dev.cairn.merkle;

import java.util.List;

/**
 * The consistency proof of RFC 6962 section 2.1.2 (RFC 9162 section 2.1.4): it shows that a tree
 * holds all leaves of an older one, unchanged and in front.
 *
 * <p>From size 0, as from a size to itself, the proof is empty. Every tree extends the empty one,
 * as the witness protocol of C2SP has it; its root must be that of {@link TreeHead#EMPTY}.
 *
 * @param oldSize the leaves of the older tree
 * @param newSize the leaves of the newer one
 * @param hashes in the order of the RFC, at most {@link #MOST_HASHES}; which they must be is for
 *     {@link #verify} to say
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> hashes) {

  /** The hashes of the longest proof: one a level, and one to begin with. */
  public static final int MOST_HASHES = 64;

  /**
   * Refuses what no parser should hand over.
   *
   * @throws IllegalArgumentException if a number is negative or there are too many hashes
   */
  public ConsistencyProof {
    if (oldSize < 0 || newSize < 0 || hashes.size() > MOST_HASHES) {
      throw new IllegalArgumentException(
          "no proof from %d to %d leaves with %d hashes: sizes are not negative, and at most %d hashes are needed"
              .formatted(oldSize, newSize, hashes.size(), MOST_HASHES));
    }
    hashes = List.copyOf(hashes);
  }

  /**
   * Proves that the newer tree begins with all of the older one, by the algorithm of RFC 9162
   * section 2.1.4.2. It returns if so.
   *
   * @throws UnprovenException if not; it says why
   */
  public void verify(TreeHead older, TreeHead newer) {
    if (oldSize != older.size() || newSize != newer.size()) {
      throw new UnprovenException(
          "the proof is from %d to %d leaves, the tree heads have %d and %d"
              .formatted(oldSize, newSize, older.size(), newer.size()));
    }
    if (oldSize > newSize) {
      throw new UnprovenException(
          "a tree of %d leaves does not extend one of %d".formatted(newSize, oldSize));
    }
    if (oldSize == 0 || oldSize == newSize) {
      verifyWithoutHashes(older, newer);
    } else {
      verifyGrowth(older, newer);
    }
  }

  private void verifyWithoutHashes(TreeHead older, TreeHead newer) {
    if (!hashes.isEmpty()) {
      throw wrongCount("more");
    }
    Hash expected = oldSize == 0 ? TreeHead.EMPTY.root() : newer.root();
    compare("older", older, expected);
    if (newSize == 0) {
      compare("newer", newer, expected);
    }
  }

  private void verifyGrowth(TreeHead older, TreeHead newer) {
    // The nodes over the last leaf of each tree; those that end the same complete subtree are one.
    int complete = Long.numberOfTrailingZeros(oldSize);
    long oldLast = (oldSize - 1) >>> complete;
    long newLast = (newSize - 1) >>> complete;
    boolean oldRootBegins = oldLast == 0;
    if (!oldRootBegins && hashes.isEmpty()) {
      throw wrongCount("fewer");
    }
    Hash oldRoot = oldRootBegins ? older.root() : hashes.getFirst();
    Hash newRoot = oldRoot;
    TreeHasher hasher = new TreeHasher();
    for (Hash sibling : hashes.subList(oldRootBegins ? 0 : 1, hashes.size())) {
      if (newLast == 0) {
        throw wrongCount("more");
      }
      if ((oldLast & 1) == 1 || oldLast == newLast) {
        oldRoot = hasher.node(sibling, oldRoot);
        newRoot = hasher.node(sibling, newRoot);
        int climb = Long.numberOfTrailingZeros(oldLast);
        oldLast >>>= climb;
        newLast >>>= climb;
      } else {
        newRoot = hasher.node(newRoot, sibling);
      }
      oldLast >>>= 1;
      newLast >>>= 1;
    }
    if (newLast != 0) {
      throw wrongCount("fewer");
    }
    compare("older", older, oldRoot);
    compare("newer", newer, newRoot);
  }

  private static void compare(String which, TreeHead head, Hash proven) {
    if (!proven.equals(head.root())) {
      throw new UnprovenException(
          "the proof leads to the root %s of the %s tree, its head of %d leaves says %s"
              .formatted(proven.toBase64(), which, head.size(), head.root().toBase64()));
    }
  }

  private UnprovenException wrongCount(String moreOrFewer) {
    return new UnprovenException(
        "the proof has %s hashes (%d) than one from %d to %d needs"
            .formatted(moreOrFewer, hashes.size(), oldSize, newSize));
  }
}
