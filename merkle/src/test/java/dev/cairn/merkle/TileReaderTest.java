package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.SeededRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TileReaderTest {

  private static final int SIZE = 70_000;
  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(SIZE);
  private static final TilePath.Hashes LAST = new TilePath.Hashes(0, 273, 112);

  private final MemoryTiles tiles = MemoryTiles.of(NAIVE.leaves());

  @Test
  void aProofReadsAtMostOneTileALevelAndSide() {
    SeededRandom.forEachSeed(
        20,
        random -> {
          int index = random.nextInt(SIZE);
          tiles.reads.clear();
          prover().inclusion(index, SIZE);
          checkReads();
          prover().consistency(index, SIZE);
          checkReads();
        });
  }

  private TreeProver prover() {
    return new TreeProver(new TileReader(SIZE, tiles));
  }

  private void checkReads() {
    assertEquals(new HashSet<>(tiles.reads).size(), tiles.reads.size(), tiles.reads::toString);
    tiles.reads.stream()
        .map(TilePath.Hashes.class::cast)
        .collect(Collectors.groupingBy(TilePath.Hashes::level, Collectors.counting()))
        .forEach((level, count) -> assertTrue(count <= 2, tiles.reads::toString));
    tiles.reads.clear();
  }

  @Test
  void theFullTileIsReadWhereThePartialOneIsGone() {
    int older = 65_536 + 100;
    for (int size : new int[] {100, 257, 300, older}) {
      assertEquals(
          NAIVE.head(size), new TreeProver(new TileReader(size, tiles)).head(size), "" + size);
    }
  }

  @Test
  void aTileThatIsMissingIsNamed() {
    byte[] last = tiles.tiles.remove(LAST);
    var missing = assertThrows(MissingTileException.class, () -> prover().head(SIZE));
    assertEquals(LAST, missing.path());
    assertTrue(missing.toString().contains("tile/0/273.p/112, nor the full one"));

    tiles.tiles.put(LAST, last);
    TilePath full = new TilePath.Hashes(0, 5, TilePath.FULL_WIDTH);
    tiles.tiles.remove(full);
    var gone = assertThrows(MissingTileException.class, () -> prover().inclusion(1300, SIZE));
    assertEquals(full, gone.path());
  }

  @Test
  void aTileOfAnotherLengthIsRefused() {
    byte[] sound = tiles.read(LAST).orElseThrow();
    for (int length : List.of(0, 1, sound.length - 1, sound.length + 1, sound.length + 32)) {
      tiles.tiles.put(LAST, Arrays.copyOf(sound, length));
      var refusal = assertThrows(MalformedException.class, () -> prover().head(SIZE));
      assertTrue(refusal.toString().contains("has " + length + " bytes, expected are 3584"));
    }
    tiles.tiles.remove(LAST);
    tiles.tiles.put(LAST.full(), sound);
    var refusal = assertThrows(MalformedException.class, () -> prover().head(SIZE));
    assertTrue(refusal.toString().contains("tile/0/273 has 3584 bytes, expected are 8192"));
  }

  @Test
  void onlyCompleteSubtreesOfTheTreeHaveAHash() {
    TileReader reader = new TileReader(SIZE, tiles);
    assertEquals(NAIVE.root(0, 65_536), reader.hash(16, 0));
    assertEquals(NAIVE.root(69_632, 69_888), reader.hash(8, 272));
    for (int[] none : new int[][] {{16, 1}, {8, 273}, {0, SIZE}, {-1, 0}, {63, 0}, {64, 0}}) {
      assertThrows(
          IndexOutOfBoundsException.class, () -> reader.hash(none[0], none[1]), "" + none[0]);
    }
    assertThrows(IndexOutOfBoundsException.class, () -> reader.hash(0, -1));
    assertThrows(IllegalArgumentException.class, () -> new TileReader(-1, tiles));
  }

  @Test
  void proofsFromTilesThatWereTamperedWithDoNotVerify() {
    SeededRandom.forEachSeed(
        20,
        random -> {
          int index = random.nextInt(SIZE);
          TileSource tampered =
              path ->
                  tiles
                      .read(path)
                      .map(byte[]::clone)
                      .map(bytes -> {
                        bytes[random.nextInt(bytes.length)] ^= 1;
                        return bytes;
                      });
          InclusionProof proof =
              new TreeProver(new TileReader(SIZE, tampered)).inclusion(index, SIZE);
          TreeHead head = NAIVE.head(SIZE);
          Hash leaf = NAIVE.leaves().get(index);
          if (!proof.equals(prover().inclusion(index, SIZE))) {
            assertThrows(UnprovenException.class, () -> proof.verify(leaf, head));
          }
        });
  }

  @Test
  void whatTheSourceThrowsIsPassedOn() {
    IllegalStateException cause = new IllegalStateException("the disk is gone");
    TileSource broken =
        path -> {
          throw cause;
        };
    TileReader reader = new TileReader(SIZE, broken);
    assertEquals(cause, assertThrows(IllegalStateException.class, () -> reader.hash(0, 0)));
    assertThrows(
        MissingTileException.class,
        () -> new TileReader(SIZE, path -> Optional.empty()).hash(0, 0));
  }
}
