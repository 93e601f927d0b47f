package dev.cairn.merkle;

import java.util.List;

/**
 * The consistency proof of RFC 6962 section 2.1.2 (RFC 9162 section 2.1.4): it shows that a tree
 * begins with all leaves of an older one, unchanged.
 *
 * <p>From size 0, as from a size to itself, the proof is empty. Every tree extends the empty one,
 * as the witness protocol of C2SP has it; the root of size 0 must be that of {@link
 * TreeHead#EMPTY}.
 *
 * @param oldSize the leaves of the older tree
 * @param newSize the leaves of the newer one
 * @param hashes in the order of the RFC, at most {@link #MOST_HASHES}
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> hashes) {

  /** The hashes of the longest proof: one a level, and one to begin with. */
  public static final int MOST_HASHES = SubtreeProof.MOST_HASHES;

  /**
   * Refuses what no parser should hand over; all else is for {@link #verify} to judge.
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
    if (oldSize != older.size()) {
      throw new UnprovenException(
          "the proof is from a tree of %d leaves, the older tree head has %d"
              .formatted(oldSize, older.size()));
    }
    new SubtreeProof(new Subtree(0, oldSize), newSize, hashes).verify(older.root(), newer);
    if (newSize == 0 && !newer.equals(TreeHead.EMPTY)) {
      throw new UnprovenException(
          "a tree without leaves does not have the root " + newer.root().toBase64());
    }
  }
}
