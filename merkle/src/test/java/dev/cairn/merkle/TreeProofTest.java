package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.testkit.SeededRandom;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Proofs are those of the definitions in RFC 6962, verify, and do not if a bit is changed. */
final class TreeProofTest {

  /** More than one full tile. */
  private static final int LEAVES = 300;

  private static final int LEAVES_OF_LARGE_TREES = 70_000;
  private static final NaiveTree NAIVE = NaiveTree.ofNumbers(LEAVES);
  private static final TreeProver MEMORY = new TreeProver(MemoryNodes.of(NAIVE.leaves()));

  @Test
  void everyInclusionInEveryTreeIsMadeAsDefinedAndProven() {
    for (int size = 0; size <= LEAVES; size++) {
      TreeProver tiles = tiles(NAIVE, size);
      assertEquals(NAIVE.head(size), MEMORY.head(size));
      assertEquals(NAIVE.head(size), tiles.head(size));
      for (int index = 0; index < size; index++) {
        InclusionProof proof = new InclusionProof(index, size, NAIVE.path(index, 0, size));
        assertEquals(proof, MEMORY.inclusion(index, size));
        assertEquals(proof, tiles.inclusion(index, size));
        proof.verify(NAIVE.leaves().get(index), NAIVE.head(size));
      }
    }
  }

  @Test
  void everyConsistencyOfTwoTreesIsMadeAsDefinedAndProven() {
    for (int newSize = 0; newSize <= LEAVES; newSize++) {
      TreeProver tiles = tiles(NAIVE, newSize);
      for (int oldSize = 0; oldSize <= newSize; oldSize++) {
        List<Hash> hashes = oldSize == 0 ? List.of() : NAIVE.proof(oldSize, newSize);
        ConsistencyProof proof = new ConsistencyProof(oldSize, newSize, hashes);
        assertEquals(proof, MEMORY.consistency(oldSize, newSize));
        assertEquals(proof, tiles.consistency(oldSize, newSize));
        proof.verify(NAIVE.head(oldSize), NAIVE.head(newSize));
      }
    }
  }

  @Test
  void soAreThoseOfLargerTrees() {
    NaiveTree large = NaiveTree.ofNumbers(LEAVES_OF_LARGE_TREES);
    TreeProver memory = new TreeProver(MemoryNodes.of(large.leaves()));
    SeededRandom.forEachSeed(
        5,
        random -> {
          int size = random.nextInt(LEAVES, LEAVES_OF_LARGE_TREES + 1);
          TreeProver tiles = tiles(large, size);
          for (int i = 0; i < 100; i++) {
            int index = random.nextInt(size);
            InclusionProof inclusion = tiles.inclusion(index, size);
            assertEquals(new InclusionProof(index, size, large.path(index, 0, size)), inclusion);
            assertEquals(memory.inclusion(index, size), inclusion);
            inclusion.verify(large.leaves().get(index), large.head(size));
            ConsistencyProof consistency = tiles.consistency(index, size);
            assertEquals(memory.consistency(index, size), consistency);
            consistency.verify(large.head(index), large.head(size));
          }
        });
  }

  private static TreeProver tiles(NaiveTree tree, int size) {
    return new TreeProver(new TileReader(size, MemoryTiles.of(tree.leaves().subList(0, size))));
  }

  @Test
  void noBitOfAnInclusionCanBeChanged() {
    for (int size : new int[] {1, 2, 3, 7, 8, 11, 300}) {
      for (int index : new int[] {0, size / 2, size - 1}) {
        InclusionProof proof = MEMORY.inclusion(index, size);
        Hash leaf = NAIVE.leaves().get(index);
        TreeHead head = NAIVE.head(size);
        for (int bit = 0; bit < Hash.BYTES * 8; bit++) {
          refused(proof, flipped(leaf, bit), head);
          refused(proof, leaf, new TreeHead(size, flipped(head.root(), bit)));
          for (int i = 0; i < proof.hashes().size(); i++) {
            refused(new InclusionProof(index, size, flipped(proof.hashes(), i, bit)), leaf, head);
          }
        }
      }
    }
  }

  @Test
  void noBitOfAConsistencyCanBeChanged() {
    for (int newSize : new int[] {2, 3, 7, 8, 11, 300}) {
      for (int oldSize : new int[] {1, newSize / 2, newSize - 1}) {
        ConsistencyProof proof = MEMORY.consistency(oldSize, newSize);
        TreeHead older = NAIVE.head(oldSize);
        TreeHead newer = NAIVE.head(newSize);
        for (int bit = 0; bit < Hash.BYTES * 8; bit++) {
          refused(proof, new TreeHead(oldSize, flipped(older.root(), bit)), newer);
          refused(proof, older, new TreeHead(newSize, flipped(newer.root(), bit)));
          for (int i = 0; i < proof.hashes().size(); i++) {
            refused(
                new ConsistencyProof(oldSize, newSize, flipped(proof.hashes(), i, bit)),
                older,
                newer);
          }
        }
      }
    }
  }

  private static Hash flipped(Hash hash, int bit) {
    byte[] bytes = hash.bytes();
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return Hash.of(bytes);
  }

  private static List<Hash> flipped(List<Hash> hashes, int which, int bit) {
    return IntStream.range(0, hashes.size())
        .mapToObj(i -> i == which ? flipped(hashes.get(i), bit) : hashes.get(i))
        .toList();
  }

  private static void refused(InclusionProof proof, Hash leaf, TreeHead head) {
    assertThrows(UnprovenException.class, () -> proof.verify(leaf, head), proof::toString);
  }

  private static void refused(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    assertThrows(UnprovenException.class, () -> proof.verify(older, newer), proof::toString);
  }

  @Test
  void everyTreeExtendsTheEmptyOneWhoseRootMustBeThatOfNothing() {
    ConsistencyProof grown = new ConsistencyProof(0, 8, List.of());
    assertEquals(grown, MEMORY.consistency(0, 8));
    assertDoesNotThrow(() -> grown.verify(TreeHead.EMPTY, NAIVE.head(8)));
    refused(grown, new TreeHead(0, NAIVE.head(8).root()), NAIVE.head(8));
    refused(
        new ConsistencyProof(0, 8, NAIVE.leaves().subList(0, 1)), TreeHead.EMPTY, NAIVE.head(8));

    ConsistencyProof empty = new ConsistencyProof(0, 0, List.of());
    assertDoesNotThrow(() -> empty.verify(TreeHead.EMPTY, TreeHead.EMPTY));
    refused(empty, TreeHead.EMPTY, new TreeHead(0, NAIVE.head(8).root()));
  }

  @Test
  void whatTheTreeDoesNotHaveIsNotProven() {
    assertThrows(IndexOutOfBoundsException.class, () -> MEMORY.inclusion(5, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> MEMORY.inclusion(-1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> MEMORY.inclusion(0, LEAVES + 1));
    assertThrows(IllegalArgumentException.class, () -> MEMORY.consistency(6, 5));
    assertThrows(IllegalArgumentException.class, () -> MEMORY.consistency(-1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> MEMORY.head(LEAVES + 1));
  }

  @Test
  void theLongestProofsHaveAsManyHashesAsTheirLimitsSay() {
    TreeProver imagined = new TreeProver((level, index) -> TreeHead.EMPTY.root());
    long most = Long.MAX_VALUE;
    long inTheRightHalf = (1L << 62) + 1;
    assertEquals(InclusionProof.MOST_HASHES, imagined.inclusion(0, most).hashes().size());
    assertEquals(
        ConsistencyProof.MOST_HASHES, imagined.consistency(inTheRightHalf, most).hashes().size());
    TreeHead head = imagined.head(most);
    assertDoesNotThrow(
        () -> imagined.inclusion(most - 1, most).verify(TreeHead.EMPTY.root(), head));
  }

  @Test
  void noParserMayHandOverNegativeNumbersOrMoreHashes() {
    List<Hash> hashes = NAIVE.leaves().subList(0, 65);
    assertThrows(IllegalArgumentException.class, () -> new InclusionProof(-1, 1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new InclusionProof(0, -1, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new InclusionProof(0, 1, hashes.subList(0, 64)));
    assertThrows(IllegalArgumentException.class, () -> new ConsistencyProof(-1, 1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ConsistencyProof(0, -1, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new ConsistencyProof(1, 2, hashes));
    assertThrows(
        IllegalArgumentException.class, () -> new SubtreeProof(new Subtree(0, 1), 2, hashes));
    assertThrows(IllegalArgumentException.class, () -> new TreeHead(-1, hashes.getFirst()));
  }
}
