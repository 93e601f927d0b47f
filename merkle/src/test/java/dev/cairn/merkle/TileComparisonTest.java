package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TileComparisonTest {

  private static final int SIZE = 70_000;
  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(SIZE);

  private final MemoryTiles tiles = MemoryTiles.of(NAIVE.leaves());
  private final TileComparison comparison = new TileComparison(tiles);

  @Test
  void everyTileOfASoundTreeIsEqual() {
    assertEquals(NAIVE.head(SIZE), compare(-1));
    assertEquals(277, comparison.compared());
    assertEquals(0, comparison.different());
    assertEquals(Optional.empty(), comparison.first());
  }

  @Test
  void aLeafThatWasChangedIsNamed() {
    assertNotEquals(NAIVE.head(SIZE), compare(25_612));
    TileDifference first = comparison.first().orElseThrow();
    assertEquals(new TilePath.Hashes(0, 100, 256), first.tile());
    assertEquals(TileDifference.Kind.HASH, first.kind());
    assertEquals(25_612, first.firstLeaf());
    assertEquals(25_613, first.endLeaf());
    // and the tiles above it
    assertEquals(3, comparison.different());
  }

  @Test
  void aByteOfAnyTileIsFoundWithTheLeavesBelowIt() {
    for (var tile : TilePath.hashesOf(SIZE).filter(any -> any.index() % 50 < 2).toList()) {
      byte[] sound = tiles.read(tile).orElseThrow();
      byte[] rotten = sound.clone();
      int hash = tile.width() / 2;
      rotten[hash * Hash.BYTES + 31] ^= 1;
      tiles.tiles.put(tile, rotten);

      TileComparison found = new TileComparison(tiles);
      assertEquals(NAIVE.head(SIZE), compare(-1, found));
      assertEquals(1, found.different());
      TileDifference first = found.first().orElseThrow();
      assertEquals(tile, first.tile());
      long leaves = (long) Math.pow(256, tile.level());
      assertEquals((tile.index() * 256 + hash) * leaves, first.firstLeaf());
      assertEquals(first.firstLeaf() + leaves, first.endLeaf());
      tiles.tiles.put(tile, sound);
    }
  }

  @Test
  void aTileThatIsMissingOrTooShortIsADifferenceOfAllItsLeaves() {
    TilePath.Hashes partial = new TilePath.Hashes(1, 1, 17);
    tiles.tiles.remove(partial);
    compare(-1);
    assertEquals(
        Optional.of(new TileDifference(partial, TileDifference.Kind.MISSING, 0, 17)),
        comparison.first());
    assertEquals(65_536, comparison.first().orElseThrow().firstLeaf());
    assertEquals(69_888, comparison.first().orElseThrow().endLeaf());

    TilePath.Hashes full = new TilePath.Hashes(0, 3, 256);
    tiles.tiles.put(full, Arrays.copyOf(tiles.read(full).orElseThrow(), 8_191));
    TileComparison again = new TileComparison(tiles);
    compare(-1, again);
    assertEquals(
        Optional.of(new TileDifference(full, TileDifference.Kind.LENGTH, 0, 256)), again.first());
    assertEquals(2, again.different());
    assertEquals(277, again.compared());
  }

  private TreeHead compare(int changed) {
    return compare(changed, comparison);
  }

  private static TreeHead compare(int changed, TileComparison with) {
    TileWriter writer = new TileWriter(with);
    for (int i = 0; i < SIZE; i++) {
      writer.append(i == changed ? TreeHead.EMPTY.root() : NAIVE.leaves().get(i));
    }
    writer.writePartialTiles();
    return writer.head();
  }
}
