package dev.cairn.merkle;

import java.util.List;

/**
 * A run of leaves that a tree has under nodes of its own, from {@code start} to before {@code end},
 * as draft-ietf-plants-merkle-tree-certs section 4.1 defines it: {@code start} is a multiple of the
 * smallest power of two that is not below the number of leaves. A whole tree is one, so is a single
 * leaf, and so is a run of no leaves.
 *
 * @param start the index of the first leaf, not negative
 * @param end the index behind the last leaf
 */
public record Subtree(long start, long end) {

  /**
   * Refuses a run that is no subtree.
   *
   * @throws IllegalArgumentException if it is none
   */
  public Subtree {
    if (start < 0 || end < start || !isAligned(start, end - start)) {
      throw new IllegalArgumentException(
          "[%d, %d) is no subtree: it begins at a multiple of the power of two that holds it"
              .formatted(start, end));
    }
  }

  /** The run begins with zero bits below the height of the tree that holds so many leaves. */
  private static boolean isAligned(long start, long leaves) {
    int height = leaves <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(leaves - 1);
    return height == 0 || Long.numberOfTrailingZeros(start) >= height;
  }

  /**
   * The two subtrees that together cover a run of leaves with the least before it and nothing
   * behind it, by the procedure of section 4.5 of that draft. The second begins where the first
   * ends, and is empty if the run has one leaf or none.
   *
   * @throws IllegalArgumentException if a number is negative, or the end before the start
   */
  public static List<Subtree> covering(long start, long end) {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("[%d, %d) is no run of leaves".formatted(start, end));
    }
    if (end - start <= 1) {
      return List.of(new Subtree(start, end), new Subtree(end, end));
    }
    long last = end - 1;
    // Below the bit in which they differ, the paths to the first and to the last leaf part.
    long below = Long.highestOneBit(start ^ last) - 1;
    long middle = last & ~below;
    // Where the path to the first leaf goes left for the first time, it leaves a smaller tree.
    long extra = Long.highestOneBit(~start & below);
    long begin = extra == 0 ? start : start & -(extra << 1);
    return List.of(new Subtree(begin, middle), new Subtree(middle, end));
  }

  /** Its leaves. */
  public long size() {
    return end - start;
  }

  @Override
  public String toString() {
    return "[%d, %d)".formatted(start, end);
  }
}
