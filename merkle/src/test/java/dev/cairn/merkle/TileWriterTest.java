package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.SeededRandom;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class TileWriterTest {

  private static final int SIZE = 70_000;
  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(SIZE);
  private static final MemoryTiles ALL = MemoryTiles.of(NAIVE.leaves());

  @Test
  void itMakesTheTilesOfItsSizeAndNoOthers() {
    for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE}) {
      assertEquals(
          TilePath.hashesOf(size).collect(Collectors.toSet()),
          MemoryTiles.of(NAIVE.leaves().subList(0, size)).tiles.keySet(),
          "" + size);
    }
  }

  @Test
  void everyHashIsTheOneThatIsDefined() {
    TilePath.hashesOf(SIZE)
        .forEach(tile -> {
          byte[] bytes = ALL.read(tile).orElseThrow();
          assertEquals(tile.width() * Hash.BYTES, bytes.length);
          int leaves = (int) Math.pow(256, tile.level());
          List<Hash> defined =
              IntStream.range(0, tile.width())
                  .map(i -> ((int) tile.index() * 256 + i) * leaves)
                  .mapToObj(first -> NAIVE.root(first, first + leaves))
                  .toList();
          List<Hash> made =
              IntStream.range(0, tile.width())
                  .mapToObj(i -> Hash.of(bytes, i * Hash.BYTES))
                  .toList();
          assertEquals(defined, made, tile::toString);
        });
  }

  @Test
  void fromItsPartialTilesItGoesOnAtAnySize() {
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = new TileWriter(tiles);
    SeededRandom random = new SeededRandom(5);
    while (writer.size() < SIZE) {
      writer.writePartialTiles();
      writer = TileWriter.resume(writer.size(), tiles, tiles);
      assertEquals(NAIVE.head((int) writer.size()), writer.head());
      int end = Math.min((int) writer.size() + random.nextInt(1, 3_000), SIZE);
      for (int i = (int) writer.size(); i < end; i++) {
        writer.append(NAIVE.leaves().get(i).bytes(), 0);
      }
    }
    writer.writePartialTiles();

    assertEquals(NAIVE.head(SIZE), writer.head());
    TileComparison comparison = new TileComparison(tiles);
    ALL.tiles.forEach(
        (tile, bytes) -> comparison.accept((TilePath.Hashes) tile, ByteBuffer.wrap(bytes)));
    assertEquals(0, comparison.different());
  }

  @Test
  void itGoesOnFromTheFullTilesThatPartialOnesHaveBecome() {
    int size = 65_536 + 100;
    assertEquals(NAIVE.head(size), TileWriter.resume(size, ALL, new MemoryTiles()).head());
  }

  @Test
  void withoutItsTilesItDoesNotGoOn() {
    MemoryTiles none = new MemoryTiles();
    assertEquals(TreeHead.EMPTY, TileWriter.resume(0, none, none).head());
    assertThrows(MissingTileException.class, () -> TileWriter.resume(1, none, none));
    assertThrows(IllegalArgumentException.class, () -> TileWriter.resume(-1, none, none));
  }

  @Test
  void whatTheSinkThrowsIsPassedOnAndEndsTheWriter() {
    IllegalStateException cause = new IllegalStateException("the disk is full");
    TileWriter writer =
        new TileWriter((tile, hashes) -> {
          throw cause;
        });
    writer.writePartialTiles();
    NAIVE.leaves().subList(0, 255).forEach(writer::append);
    Hash leaf = NAIVE.leaves().get(255);
    assertEquals(cause, assertThrows(IllegalStateException.class, () -> writer.append(leaf)));
    for (Executable use :
        List.<Executable>of(
            () -> writer.append(leaf),
            () -> writer.append(leaf.bytes(), 0),
            writer::head,
            writer::writePartialTiles)) {
      var ended = assertThrows(IllegalStateException.class, use);
      assertTrue(ended.toString().contains("resumes from the tiles"), ended.toString());
    }
  }

  @Test
  void aPartialTileThatIsTheSameIsNotWrittenAgain() {
    MemoryTiles tiles = new MemoryTiles();
    TileWriter writer = new TileWriter(tiles);
    NAIVE.leaves().subList(0, 300).forEach(writer::append);
    writer.writePartialTiles();
    writer.append(NAIVE.leaves().get(300));
    // fails where a tile is written twice
    writer.writePartialTiles();
    writer.writePartialTiles();
    TileWriter.resume(301, tiles, tiles).writePartialTiles();
    assertEquals(4, tiles.tiles.size());
  }
}
