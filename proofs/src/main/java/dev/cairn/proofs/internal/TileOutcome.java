package dev.cairn.proofs.internal;

import dev.cairn.disk.Disk;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.TileComparison;
import dev.cairn.merkle.TileDifference;
import dev.cairn.merkle.TileWriter;
import dev.cairn.merkle.TreeHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the tiles.
 *
 * @param compared with what the events give
 * @param different how many of them are something else
 * @param first the first of these
 */
record TileOutcome(long compared, long different, Optional<TileDifference> first) {

  /** Before anything was compared. */
  static final TileOutcome NONE = new TileOutcome(0, 0, Optional.empty());

  /**
   * Looks at what a judge has compared, and at the partial tiles of earlier sizes. Where somebody
   * has been making tiles anew beside it, a difference counts only if it is still there.
   */
  static TileOutcome of(Judge judge, StoredTiles stored, Disk disk, Path store) throws IOException {
    List<TileDifference> differences = new ArrayList<>();
    long[] copies = {0, 0};
    stored.eachCopy((copy, difference) -> {
      copies[0]++;
      copies[1] += difference.isPresent() ? 1 : 0;
      if (differences.isEmpty()) {
        difference.ifPresent(differences::add);
      }
    });
    long compared = judge.tilesCompared() + copies[0];
    long different = judge.comparison().different() + copies[1];
    if (stored.wereForgotten()
        || (different > 0 && copies[1] == 0 && areGood(disk, store, judge.ofTiles()))) {
      return new TileOutcome(compared, 0, Optional.empty());
    }
    return new TileOutcome(
        compared, different, judge.comparison().first().or(() -> differences.stream().findFirst()));
  }

  /** Whether the tiles are by now those of a tree that begins with the one of a head. */
  private static boolean areGood(Disk disk, Path store, TreeHead expected) throws IOException {
    StoredTiles stored = StoredTiles.of(disk, store);
    TileComparison comparison = new TileComparison(stored);
    TileWriter tree = new TileWriter(comparison);
    byte[] leaf = new byte[Hash.BYTES];
    TreeHead actual = TreeHead.EMPTY;
    while (tree.size() < stored.size() && stored.holds(tree.size() + 1)) {
      stored.copyLeaf(tree.size() + 1, leaf, 0);
      tree.append(leaf, 0);
      actual = tree.size() == expected.size() ? tree.head() : actual;
    }
    tree.writePartialTiles();
    return tree.size() == stored.size() && actual.equals(expected) && comparison.different() == 0;
  }
}
