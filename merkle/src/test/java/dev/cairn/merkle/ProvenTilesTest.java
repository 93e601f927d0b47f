package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProvenTilesTest {

  private static final int SIZE = 70_000;
  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(SIZE);

  private final MemoryTiles tiles = new MemoryTiles();
  private final TileWriter writer = new TileWriter(tiles);
  private final ProvenTiles proven = new ProvenTiles(writer, tiles, 1_000);

  private void growTo(int size) {
    NAIVE.leaves().subList((int) writer.size(), size).forEach(writer::append);
  }

  @Test
  void everyNodeIsKnownWhileTheTreeGrowsWithoutPartialTiles() {
    SeededRandom random = new SeededRandom(8);
    for (int size : List.of(1, 2, 255, 256, 257, 511, 512, 4_000, 65_535, 65_536, 65_537, SIZE)) {
      growTo(size);
      assertEquals(NAIVE.head(size), new TreeProver(proven).head(size));
      for (int i = 0; i < 50; i++) {
        int level = random.nextInt(Integer.SIZE - Integer.numberOfLeadingZeros(size));
        int index = random.nextInt(size >> level);
        Hash expected = NAIVE.root(index << level, (index + 1) << level);
        assertEquals(expected, proven.hash(level, index), "level %d, %d".formatted(level, index));
      }
    }
    assertTrue(tiles.tiles.keySet().stream().allMatch(TilePath::isFull));
  }

  @Test
  void itGoesOnWithAWriterThatResumed() {
    growTo(SIZE - 1);
    writer.writePartialTiles();
    TileWriter resumed = TileWriter.resume(SIZE - 1, tiles, tiles);
    resumed.append(NAIVE.leaves().getLast());
    ProvenTiles later = new ProvenTiles(resumed, tiles, 10);
    for (int index : List.of(0, 65_535, 65_536, SIZE - 2, SIZE - 1)) {
      assertEquals(NAIVE.leaves().get(index), later.hash(0, index));
    }
  }

  @Test
  void aTileThatWasChangedIsNotBelieved() {
    growTo(SIZE);
    SeededRandom.forEachSeed(
        20,
        random -> {
          for (TilePath.Hashes path : TilePath.hashesOf(SIZE).filter(TilePath::isFull).toList()) {
            byte[] sound = tiles.read(path).orElseThrow();
            byte[] changed = sound.clone();
            changed[random.nextInt(changed.length)] ^= 4;
            tiles.tiles.put(path, changed);
            ProvenTiles fresh = new ProvenTiles(writer, tiles, 10);
            long leaf = path.index() << (8 * (path.level() + 1));
            assertThrows(UnprovenException.class, () -> fresh.hash(0, leaf), path::toString);
            tiles.tiles.put(path, sound);
          }
        });
  }

  @Test
  void aTileThatIsMissingOrShortIsNamed() {
    growTo(SIZE);
    TilePath path = new TilePath.Hashes(1, 0, TilePath.FULL_WIDTH);
    tiles.tiles.put(path, new byte[32]);
    assertThrows(MalformedException.class, () -> proven.hash(0, 3));
    tiles.tiles.remove(path);
    assertEquals(path, assertThrows(MissingTileException.class, () -> proven.hash(0, 3)).path());
    assertEquals(NAIVE.leaves().get(66_000), proven.hash(0, 66_000), "is not below that tile");
  }

  @Test
  void theTilesAskedForLastAreKept() {
    growTo(SIZE);
    ProvenTiles three = new ProvenTiles(writer, tiles, 3);
    for (int again = 0; again < 3; again++) {
      var _ = three.hash(0, again);
      var _ = three.hash(0, 256 + again);
      assertEquals(3, tiles.reads.size(), "the tile above both is read once");
    }
    var _ = three.hash(0, 512);
    assertEquals(4, tiles.reads.size());
    var _ = three.hash(0, 256);
    assertEquals(4, tiles.reads.size(), "it was asked for before");
    var _ = three.hash(0, 0);
    assertEquals(5, tiles.reads.size(), "it was asked for longest ago");
    assertThrows(IllegalArgumentException.class, () -> new ProvenTiles(writer, tiles, 0));
  }

  @Test
  void onlyCompleteSubtreesOfTheTreeHaveAHash() {
    assertThrows(IndexOutOfBoundsException.class, () -> proven.hash(0, 0));
    growTo(300);
    for (int[] none : new int[][] {{0, 300}, {8, 1}, {-1, 0}, {63, 0}}) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> proven.hash(none[0], none[1]), "" + none[0]);
    }
  }
}
