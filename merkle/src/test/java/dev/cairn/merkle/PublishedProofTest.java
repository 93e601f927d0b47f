package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hashes, roots and proofs that transparency-dev/merkle publishes for its tree of eight leaves. */
final class PublishedProofTest {

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

  private static TreeHead head(int size) {
    return new TreeHead(size, Hash.of(HexFormat.of().parseHex(ROOTS.get(size - 1))));
  }

  private static List<Hash> hashes(String... base64) {
    return Stream.of(base64).map(Hash::fromBase64).toList();
  }

  @Test
  void leavesAndNodesAreHashedAsTheRfcSays() {
    TreeHasher hasher = new TreeHasher();
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        TreeHead.EMPTY.root().toString());
    assertEquals(ROOTS.getFirst(), hasher.leaf(new byte[0]).toString());
    assertEquals(
        ROOTS.get(1), hasher.node(hasher.leaf(new byte[0]), hasher.leaf(new byte[1])).toString());
  }

  @Test
  void publishedInclusionIsProven() {
    InclusionProof proof =
        new InclusionProof(
            5,
            8,
            hashes(
                "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=",
                "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
                "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="));
    Hash leaf = Hash.fromBase64("QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=");
    assertDoesNotThrow(() -> proof.verify(leaf, head(8)));
    assertThrows(UnprovenException.class, () -> proof.verify(head(8).root(), head(8)));
    assertThrows(UnprovenException.class, () -> proof.verify(leaf, head(7)));
  }

  @Test
  void publishedInclusionOfTheLastLeafIsProven() {
    InclusionProof proof =
        new InclusionProof(2, 3, hashes("+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="));
    Hash leaf = Hash.fromBase64("ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=");
    assertDoesNotThrow(() -> proof.verify(leaf, head(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "6, 8, DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o=",
    "2, 5, Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
  })
  void publishedConsistencyIsProven(int older, int newer, String first) {
    List<Hash> hashes =
        older == 6
            ? hashes(
                first,
                "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=",
                "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=")
            : hashes(first, "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=");
    ConsistencyProof proof = new ConsistencyProof(older, newer, hashes);
    assertDoesNotThrow(() -> proof.verify(head(older), head(newer)));
    var refusal =
        assertThrows(UnprovenException.class, () -> proof.verify(head(newer), head(older)));
    assertTrue(refusal.toString().contains("the tree heads have"), refusal.toString());
  }
}
