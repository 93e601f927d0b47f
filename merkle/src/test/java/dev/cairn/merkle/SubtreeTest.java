package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The accumulated values of draft-ietf-plants-merkle-tree-certs appendix C, also in
 * transparency-dev/merkle, {@code testonly/vectors_test.go}: one hash over a line for every input
 * up to 130 leaves.
 */
final class SubtreeTest {

  private static final int LEAVES = 130;

  private static final List<Hash> HASHES =
      IntStream.range(0, LEAVES)
          .mapToObj(i -> new TreeHasher().leaf(new byte[] {(byte) i}))
          .toList();

  private static final TreeProver PROVER = new TreeProver(MemoryNodes.of(HASHES));

  private final MessageDigest lines = sha256();

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theirHashesAreAsPublished() {
    for (Subtree subtree : all()) {
      line(subtree + " " + PROVER.hash(subtree));
    }
    assertLines("b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81");
  }

  @Test
  void inclusionsInThemAreAsPublishedAndProven() {
    for (Subtree subtree : all()) {
      TreeHead head = new TreeHead(subtree.size(), PROVER.hash(subtree));
      for (long index = subtree.start(); index < subtree.end(); index++) {
        InclusionProof proof = PROVER.inclusion(index, subtree);
        line(index + " " + subtree + text(proof.hashes()));
        proof.verify(HASHES.get((int) index), head);
      }
      assertThrows(IndexOutOfBoundsException.class, () -> PROVER.inclusion(subtree.end(), subtree));
    }
    assertLines("ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f");
  }

  @Test
  void consistenciesOfThemAreAsPublishedAndProven() {
    for (int size = 0; size <= LEAVES; size++) {
      TreeHead head = PROVER.head(size);
      for (Subtree subtree : all()) {
        if (subtree.end() <= size) {
          SubtreeProof proof = PROVER.consistency(subtree, size);
          line(subtree + " " + size + text(proof.hashes()));
          proof.verify(PROVER.hash(subtree), head);
        }
      }
    }
    assertLines("10fa99b37bf9bf9ffa26b412fbd98bd75363256d0b75d61bc4538b9c9c5a0a74");
  }

  @Test
  void twoCoverAnyRunAsPublished() {
    for (int end = 0; end <= LEAVES; end++) {
      for (int start = 0; start <= end; start++) {
        List<Subtree> covering = Subtree.covering(start, end);
        line(covering.getFirst() + " " + covering.getLast());
      }
    }
    assertLines("7fd9c8b926e9d2b5cf831560e8ce295a5ef97ad5c5ede4ea0dea28a8c8fc8bb0");
  }

  private static List<Subtree> all() {
    List<Subtree> all = new ArrayList<>();
    for (int end = 0; end <= LEAVES; end++) {
      for (int start = 0; start <= end; start++) {
        if (isSubtree(start, end)) {
          all.add(new Subtree(start, end));
        }
      }
    }
    return all;
  }

  /** As the draft says it: the start is a multiple of BIT_CEIL(end - start). */
  private static boolean isSubtree(int start, int end) {
    int ceiling = 1;
    while (ceiling < end - start) {
      ceiling *= 2;
    }
    return start % ceiling == 0;
  }

  private void line(String line) {
    lines.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(List<Hash> hashes) {
    return hashes.stream().map(hash -> " " + hash).collect(Collectors.joining());
  }

  private void assertLines(String hash) {
    assertEquals(hash, HexFormat.of().formatHex(lines.digest()));
  }

  @Test
  void aRunThatIsNoSubtreeIsRefused() {
    for (int end = 0; end <= 33; end++) {
      for (int start = 0; start <= end; start++) {
        int from = start;
        int to = end;
        if (!isSubtree(start, end)) {
          assertThrows(IllegalArgumentException.class, () -> new Subtree(from, to));
        }
      }
    }
    assertThrows(IllegalArgumentException.class, () -> new Subtree(-2, 0));
    assertThrows(IllegalArgumentException.class, () -> new Subtree(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Subtree.covering(2, 1));
    assertThrows(IllegalArgumentException.class, () -> Subtree.covering(-1, 1));
    assertDoesNotThrow(() -> new Subtree(0, Long.MAX_VALUE));
    assertEquals(
        List.of(new Subtree(0, 1L << 62), new Subtree(1L << 62, Long.MAX_VALUE)),
        Subtree.covering(1, Long.MAX_VALUE));
  }

  @Test
  void noOtherProofOfASubtreeVerifies() {
    for (int size : new int[] {1, 2, 3, 7, 13, 14, 20, 33}) {
      TreeHead head = PROVER.head(size);
      for (Subtree subtree : all()) {
        if (subtree.end() <= size) {
          Hash hash = PROVER.hash(subtree);
          List<Hash> hashes = PROVER.consistency(subtree, size).hashes();
          for (List<Hash> other : Mutations.of(hashes, List.of(hash, head.root()))) {
            refused(new SubtreeProof(subtree, size, other), hash, head);
          }
          SubtreeProof proof = new SubtreeProof(subtree, size, hashes);
          refused(proof, HASHES.get(40), head);
          refused(proof, hash, new TreeHead(size + 1, head.root()));
          refused(new SubtreeProof(subtree, Math.max(subtree.end() - 1, 0), hashes), hash, head);
        }
      }
    }
  }

  private static void refused(SubtreeProof proof, Hash hash, TreeHead head) {
    assertThrows(UnprovenException.class, () -> proof.verify(hash, head), () -> proof + " " + head);
  }
}
