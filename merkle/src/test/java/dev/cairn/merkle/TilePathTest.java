package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the paths of transparency-dev/tessera, {@code api/layout/paths_test.go}, and the sizes that
 * c2sp.org/tlog-tiles works out.
 */
final class TilePathTest {

  @ParameterizedTest
  @CsvSource({
    "tile/0/000, 0, 0, 256",
    "tile/0/000.p/1, 0, 0, 1",
    "tile/0/000.p/255, 0, 0, 255",
    "tile/1/999, 1, 999, 256",
    "tile/9/x001/000, 9, 1000, 256",
    "tile/10/x001/x234/067, 10, 1234067, 256",
    "tile/15/x455/667, 15, 455667, 256",
    "tile/15/x123/x456/789.p/41, 15, 123456789, 41",
    "tile/63/x009/x223/x372/x036/x854/x775/807, 63, 9223372036854775807, 256"
  })
  void aTileIsReadAsItIsWritten(String text, int level, long index, int width) {
    TilePath tile = new TilePath.Hashes(level, index, width);
    assertEquals(text, tile.toString());
    assertEquals(tile, TilePath.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "tile/entries/001.p/1, 1, 1",
    "tile/entries/x123/x456/789, 123456789, 256",
    "tile/entries/000.p/99, 0, 99"
  })
  void aBundleIsReadAsItIsWritten(String text, long index, int width) {
    TilePath bundle = new TilePath.Entries(index, width);
    assertEquals(text, bundle.toString());
    assertEquals(bundle, TilePath.parse(text));
  }

  /**
   * Those of golang/mod, {@code sumdb/tlog/tile_test.go}, which have the height before the level.
   */
  @ParameterizedTest
  @CsvSource({
    "tile/4/0/001, tile/0/001",
    "tile/4/0/001.p/5, tile/0/001.p/5",
    "tile/3/5/x123/x456/078, tile/5/x123/x456/078",
    "tile/3/5/x123/x456/078.p/2, tile/5/x123/x456/078.p/2",
    "tile/1/0/x003/x057/500, tile/0/x003/x057/500",
    "tile/1/data/x003/x057/500, tile/entries/x003/x057/500",
    "tile/3/5/123/456/078, ",
    "tile/3/-1/123/456/078, "
  })
  void aPathWithTheHeightOfTilesIsNoneOfOurs(String theirs, @Nullable String ours) {
    assertThrows(MalformedException.class, () -> TilePath.parse(theirs));
    if (ours != null) {
      assertEquals(ours, TilePath.parse(ours).toString());
    } else {
      String without = theirs.replaceFirst("/\\d/", "/");
      assertThrows(MalformedException.class, () -> TilePath.parse(without));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/1234",
        "tile/0/001/234",
        "tile/0/x001",
        "tile/0/x001/",
        "tile/0/x001/x234",
        "tile/0/x000/001",
        "tile/0/x1/234",
        "tile/0/X001/234",
        "tile/0/+01",
        "tile/0/-01",
        "tile/0/٠٠١",
        "tile/00/001",
        "tile/01/001",
        "tile/64/001",
        "tile/-1/001",
        "tile//001",
        "tile/x/001",
        "tile/data/001",
        "tile/8/0/001",
        "tile/entries",
        "tile/entries/",
        "tile/entries/1",
        "tile/Entries/001",
        "tile/0/001.p",
        "tile/0/001.p/",
        "tile/0/001.p/0",
        "tile/0/001.p/01",
        "tile/0/001.p/256",
        "tile/0/001.p/1000",
        "tile/0/001.p/-1",
        "tile/0/001.p/1/",
        "tile/0/001.p/1.p/1",
        "tile/0/001.q/1",
        "tile/0/001/.p/1",
        "tile/0/001/",
        "tile/0/001 ",
        " tile/0/001",
        "/tile/0/001",
        "tile/0/001\n",
        "tile\\0\\001",
        "tile/0/../001",
        "tile/0/x009/x223/x372/x036/x854/x775/808",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/999",
        "checkpoint"
      })
  void aPathThatIsWrittenInAnyOtherWayIsRefused(String text) {
    var refusal = assertThrows(MalformedException.class, () -> TilePath.parse(text));
    assertTrue(refusal.toString().contains("not the path of a tile"), refusal.toString());
  }

  @Test
  void numbersThatNoTileHasAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Hashes(-1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Hashes(64, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Hashes(0, -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Hashes(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Entries(0, 257));
    assertThrows(IllegalArgumentException.class, () -> new TilePath.Entries(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> TilePath.hashesOf(-1));
    assertThrows(IllegalArgumentException.class, () -> TilePath.entriesOf(-1));
  }

  @Test
  void aPartialTileBecomesFull() {
    TilePath partial = new TilePath.Hashes(1, 5, 17);
    assertFalse(partial.isFull());
    assertEquals("tile/1/005", partial.full().toString());
    assertTrue(partial.full().isFull());
    assertEquals("tile/entries/005", new TilePath.Entries(5, 1).full().toString());
  }

  @Test
  void theWorkedSizesHaveTheirTiles() {
    assertEquals(List.of(), hashes(0));
    assertEquals(List.of("tile/0/000.p/1"), hashes(1));
    assertEquals(List.of("tile/0/000.p/255"), hashes(255));
    assertEquals(List.of("tile/0/000", "tile/1/000.p/1"), hashes(256));
    assertEquals(List.of("tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"), hashes(257));
    assertEquals(
        Stream.of(
                LongStream.range(0, 273).mapToObj("tile/0/%03d"::formatted),
                Stream.of("tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"))
            .flatMap(paths -> paths)
            .toList(),
        hashes(70_000));
  }

  private static List<String> hashes(long size) {
    return TilePath.hashesOf(size).map(TilePath::toString).toList();
  }

  @Test
  void bundlesGoWithTheTilesOfLeaves() {
    assertEquals(List.of(), TilePath.entriesOf(0).toList());
    assertEquals(
        List.of("tile/entries/000", "tile/entries/001.p/1"),
        TilePath.entriesOf(257).map(TilePath::toString).toList());
    assertEquals(274, TilePath.entriesOf(70_000).count());
  }

  @Test
  void theLargestTreeHasTilesToo() {
    assertEquals(
        "tile/0/x036/x028/x797/x018/x963/967.p/255",
        TileShape.tile(0, TileShape.tiles(0, Long.MAX_VALUE) - 1, Long.MAX_VALUE).toString());
    assertEquals("tile/7/000.p/127", TileShape.tile(7, 0, Long.MAX_VALUE).toString());
    assertEquals(8, TileShape.levels(Long.MAX_VALUE));
  }
}
