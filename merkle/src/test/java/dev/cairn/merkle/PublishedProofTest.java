package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * The tree of eight leaves in transparency-dev/merkle, {@code testonly/constants.go}, with proofs
 * of {@code testdata}. That folder changes each proof in a number of ways; here the same is done by
 * rule to all proofs of the tree.
 */
final class PublishedProofTest {

  static final List<byte[]> ENTRIES =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(HexFormat.of()::parseHex)
          .toList();

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final List<Hash> LEAVES = ENTRIES.stream().map(new TreeHasher()::leaf).toList();
  private static final TreeProver PROVER = new TreeProver(MemoryNodes.of(LEAVES));

  static TreeHead head(int size) {
    return new TreeHead(size, Hash.of(HexFormat.of().parseHex(ROOTS.get(size - 1))));
  }

  private static List<Hash> hashes(String... base64) {
    return Stream.of(base64).map(Hash::fromBase64).toList();
  }

  @Test
  void theRootsAreAsPublished() {
    for (int size = 1; size <= ROOTS.size(); size++) {
      assertEquals(head(size), PROVER.head(size));
    }
  }

  @Test
  void inclusionsAreMadeAndProvenAsPublished() {
    assertEquals("QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=", LEAVES.get(5).toBase64());
    assertEquals(
        hashes(
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="),
        PROVER.inclusion(5, 8).hashes());
    assertEquals("ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=", LEAVES.get(2).toBase64());
    assertEquals(
        hashes("+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="), PROVER.inclusion(2, 3).hashes());
  }

  @Test
  void consistenciesAreMadeAndProvenAsPublished() {
    assertEquals(
        hashes(
            "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
            "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
            "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="),
        PROVER.consistency(6, 8).hashes());
    assertEquals(
        hashes(
            "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
            "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="),
        PROVER.consistency(2, 5).hashes());
  }

  /** Of FiloSottile/torchwood, {@code cmd/litewitness/testdata/litewitness.txt}. */
  @Test
  void theTreeOfAWitnessGrowsAsPublished() {
    List<Hash> leaves =
        IntStream.range(0, 5)
            .mapToObj(i -> Hash.of(HexFormat.of().parseHex("2a0%d".formatted(i) + "00".repeat(30))))
            .toList();
    TreeProver prover = new TreeProver(MemoryNodes.of(leaves));
    assertEquals(leaves.getFirst(), prover.head(1).root());
    assertEquals("RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=", prover.head(3).root().toBase64());
    assertEquals("QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=", prover.head(5).root().toBase64());
    assertEquals(leaves.subList(1, 3), prover.consistency(1, 3).hashes());
    assertEquals(
        List.of(
            leaves.get(2),
            leaves.get(3),
            Hash.fromBase64("wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE="),
            leaves.get(4)),
        prover.consistency(3, 5).hashes());
  }

  @Test
  void noInclusionIsProvenInAnyOtherWay() {
    int refused = 0;
    for (int size = 1; size <= LEAVES.size(); size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = PROVER.inclusion(index, size);
        Hash leaf = LEAVES.get(index);
        TreeHead head = head(size);
        assertDoesNotThrow(() -> proof.verify(leaf, head));
        refused += refusedWithOtherNumbers(proof, leaf, head.root());
        refused += refusedWithOtherHashes(proof, leaf, head);
        for (Hash other : List.of(head(9 - size).root(), TreeHead.EMPTY.root())) {
          refused += refused(proof, other, head, leaf.equals(other));
          refused += refused(proof, leaf, new TreeHead(size, other), head.root().equals(other));
        }
      }
    }
    assertTrue(refused > 1_000, "refused: " + refused);
  }

  private static int refusedWithOtherNumbers(InclusionProof proof, Hash leaf, Hash root) {
    int refused = 0;
    for (long index : Mutations.of(proof.index())) {
      InclusionProof other = new InclusionProof(index, proof.size(), proof.hashes());
      refused += refused(other, leaf, new TreeHead(proof.size(), root), false);
    }
    for (long size : Mutations.of(proof.size())) {
      InclusionProof other = new InclusionProof(proof.index(), size, proof.hashes());
      refused += refused(other, leaf, new TreeHead(proof.size(), root), false);
      // Of trees in which the way to the leaf is the same, only the signed head tells the size.
      boolean sameWay = way(proof.index(), size).equals(way(proof.index(), proof.size()));
      refused += refused(other, leaf, new TreeHead(size, root), sameWay);
    }
    return refused;
  }

  /** The sides on which the siblings of a leaf lie, from below. */
  private static String way(long index, long size) {
    if (index >= size) {
      return "none";
    }
    if (size == 1) {
      return "";
    }
    long k = Long.highestOneBit(size - 1);
    return index < k ? way(index, k) + "R" : way(index - k, size - k) + "L";
  }

  private static int refusedWithOtherHashes(InclusionProof proof, Hash leaf, TreeHead head) {
    int refused = 0;
    for (List<Hash> hashes : Mutations.of(proof.hashes(), List.of(leaf, head.root()))) {
      InclusionProof other = new InclusionProof(proof.index(), proof.size(), hashes);
      refused += refused(other, leaf, head, false);
    }
    return refused;
  }

  private static int refused(InclusionProof proof, Hash leaf, TreeHead head, boolean isValid) {
    if (isValid) {
      return 0;
    }
    assertThrows(UnprovenException.class, () -> proof.verify(leaf, head), () -> proof + " " + head);
    return 1;
  }

  @Test
  void noConsistencyIsProvenInAnyOtherWay() {
    int refused = 0;
    for (int newSize = 1; newSize <= LEAVES.size(); newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        ConsistencyProof proof = PROVER.consistency(oldSize, newSize);
        TreeHead older = head(oldSize);
        TreeHead newer = head(newSize);
        assertDoesNotThrow(() -> proof.verify(older, newer));
        refused += refusedWithOtherSizes(proof, older, newer);
        for (List<Hash> hashes :
            Mutations.of(proof.hashes(), List.of(older.root(), newer.root()))) {
          refused += refused(new ConsistencyProof(oldSize, newSize, hashes), older, newer);
        }
        Hash other = TreeHead.EMPTY.root();
        refused += refused(proof, new TreeHead(oldSize, other), newer);
        refused += refused(proof, older, new TreeHead(newSize, other));
        if (oldSize != newSize) {
          refused +=
              refused(
                  proof, new TreeHead(oldSize, newer.root()), new TreeHead(newSize, older.root()));
        }
      }
    }
    assertTrue(refused > 1_000, "refused: " + refused);
  }

  private static int refusedWithOtherSizes(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    int refused = 0;
    for (long size : Mutations.of(proof.oldSize())) {
      ConsistencyProof other = new ConsistencyProof(size, proof.newSize(), proof.hashes());
      refused += refused(other, older, newer);
      refused += refused(other, new TreeHead(size, older.root()), newer);
    }
    for (long size : Mutations.of(proof.newSize())) {
      ConsistencyProof other = new ConsistencyProof(proof.oldSize(), size, proof.hashes());
      refused += refused(other, older, newer);
    }
    return refused;
  }

  private static int refused(ConsistencyProof proof, TreeHead older, TreeHead newer) {
    assertThrows(
        UnprovenException.class,
        () -> proof.verify(older, newer),
        () -> proof + " " + older + " " + newer);
    return 1;
  }

  @Test
  void aRefusalSaysWhy() {
    InclusionProof fifth = PROVER.inclusion(5, 8);
    says("is for a tree of 8 leaves, the tree head has 7", fifth, 7);
    says("has no leaf 8", new InclusionProof(8, 8, List.of()), 8);
    says("more hashes (3)", new InclusionProof(1, 2, fifth.hashes()), 2);
    says("fewer hashes (0)", new InclusionProof(5, 8, List.of()), 8);
    says("leads to the root", PROVER.inclusion(4, 8), 8);
    ConsistencyProof grown = PROVER.consistency(6, 8);
    says("the older tree head has 5", grown, head(5), head(8));
    says("the tree head has 7", grown, head(6), head(7));
    TreeHead forked = new TreeHead(6, head(8).root());
    says("hash " + head(6).root().toBase64() + " of the leaves [0, 6)", grown, forked, head(8));
    ConsistencyProof shrunk = new ConsistencyProof(8, 6, List.of());
    says("6 leaves does not have the leaves [0, 8)", shrunk, head(8), head(6));
  }

  private static void says(String what, InclusionProof proof, int size) {
    says(what, () -> proof.verify(LEAVES.get(5), head(size)));
  }

  private static void says(String what, ConsistencyProof proof, TreeHead older, TreeHead newer) {
    says(what, () -> proof.verify(older, newer));
  }

  private static void says(String what, Executable check) {
    String refusal = assertThrows(UnprovenException.class, check).toString();
    assertTrue(refusal.contains(what), refusal);
  }
}
