package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The log that transparency-dev/tessera keeps for tests, {@code testdata/log}: fifteen words, and
 * the checkpoint of every size, signed by its key. Its tiles and bundles are made of the words here
 * and held against the signed roots, which no others lead to.
 */
final class TesseraLogTest {

  private static final LogIdentity LOG = LogIdentity.of(VerifierKey.parse(NoteVectors.TESSERA));
  private static final List<byte[]> WORDS =
      Stream.of(
              "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
                  .split(" "))
          .map(word -> word.getBytes(UTF_8))
          .toList();
  private static final List<Hash> LEAVES = WORDS.stream().map(new TreeHasher()::leaf).toList();
  private static final int SIZE = WORDS.size();
  private static final TilePath.Hashes TILE = new TilePath.Hashes(0, 0, SIZE);

  private static final List<TreeHead> SIGNED =
      IntStream.rangeClosed(0, SIZE).mapToObj(TesseraLogTest::opened).toList();

  private static TreeHead opened(int size) {
    OpenedCheckpoint opened = LOG.open(note(size), List.of());
    assertEquals(size, opened.checkpoint().head().size());
    return opened.checkpoint().head();
  }

  @Test
  void everySignedRootIsThatOfTheWords() {
    TreeBuilder builder = new TreeBuilder();
    assertEquals(SIGNED.getFirst(), builder.head());
    for (int size = 1; size <= SIZE; size++) {
      builder.append(LEAVES.get(size - 1));
      assertEquals(SIGNED.get(size), builder.head());
    }
  }

  @Test
  void theTileOfEverySizeLeadsToItsSignedRoot() {
    for (int size = 1; size <= SIZE; size++) {
      MemoryTiles tiles = MemoryTiles.of(LEAVES.subList(0, size));
      assertEquals(List.of(new TilePath.Hashes(0, 0, size)), List.copyOf(tiles.tiles.keySet()));
      assertEquals(SIGNED.get(size), new TreeProver(new TileReader(size, tiles)).head(size));
    }
  }

  @Test
  void everyWordAndAllGrowthAreProvenAgainstSignedRoots() {
    TreeProver prover = new TreeProver(new TileReader(SIZE, MemoryTiles.of(LEAVES)));
    for (int size = 0; size <= SIZE; size++) {
      for (int index = 0; index < size; index++) {
        prover.inclusion(index, size).verify(LEAVES.get(index), SIGNED.get(size));
      }
      for (int older = 0; older <= size; older++) {
        prover.consistency(older, size).verify(SIGNED.get(older), SIGNED.get(size));
      }
    }
  }

  private static SignedNote note(int size) {
    return NoteVectors.note(NoteVectors.tessera(size));
  }

  @Test
  void noCheckpointIsTakenForThatOfAnotherSize() {
    for (int size = 1; size <= SIZE; size++) {
      SignedNote other = new SignedNote(note(size - 1).text(), note(size).signatures());
      assertThrows(UnprovenException.class, () -> LOG.open(other, List.of()));
    }
  }

  @Test
  void noBitOfATileCanBeChanged() {
    byte[] sound = MemoryTiles.of(LEAVES).read(TILE).orElseThrow();
    assertEquals(SIGNED.get(SIZE), rootOf(sound));
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      assertNotEquals(SIGNED.get(SIZE), rootOf(flipped(sound, bit)), "bit " + bit);
    }
  }

  private static TreeHead rootOf(byte[] tile) {
    TileSource source = path -> path.equals(TILE) ? Optional.of(tile) : Optional.empty();
    return new TreeProver(new TileReader(SIZE, source)).head(SIZE);
  }

  @Test
  void noBitOfABundleCanBeChanged() {
    TilePath.Entries path = new TilePath.Entries(0, SIZE);
    byte[] sound = EntryBundle.write(WORDS);
    assertEquals(SIGNED.get(SIZE), rootOfEntries(EntryBundle.read(path, sound)));
    for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
      byte[] flipped = flipped(sound, bit);
      assertFalse(isTheSignedLog(path, flipped), "bit " + bit);
    }
  }

  private static boolean isTheSignedLog(TilePath.Entries path, byte[] bundle) {
    try {
      return rootOfEntries(EntryBundle.read(path, bundle)).equals(SIGNED.get(SIZE));
    } catch (MalformedException noBundle) {
      return false;
    }
  }

  private static TreeHead rootOfEntries(List<byte[]> entries) {
    TreeHasher hasher = new TreeHasher();
    TreeBuilder builder = new TreeBuilder();
    entries.forEach(entry -> builder.append(hasher.leaf(entry)));
    return builder.head();
  }

  private static byte[] flipped(byte[] sound, int bit) {
    byte[] flipped = sound.clone();
    flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    return flipped;
  }
}
