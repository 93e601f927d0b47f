package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlogProofTest {

  private static final SignerKey LOG = SignerKey.generate("example.com/log", KeyType.ED25519);
  private static final SignerKey WITNESS =
      SignerKey.generate("w1.example", KeyType.ED25519_COSIGNATURE);

  /** transparency-dev/merkle, testonly: leaf 5 of a tree of 8. */
  private static final Hash LEAF = Hash.fromBase64("QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=");

  private static final List<Hash> PATH =
      List.of(
          Hash.fromBase64("vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="),
          Hash.fromBase64("yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="),
          Hash.fromBase64("037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="));
  private static final TreeHead HEAD =
      new TreeHead(8, Hash.fromBase64("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="));
  private static final SignedNote CHECKPOINT =
      new Checkpoint("example.com/log", HEAD).sign(List.of(LOG, WITNESS), 1_700_000_000);

  private static TlogProof proof(String extra) {
    return new TlogProof(extra, 5, PATH, CHECKPOINT);
  }

  private static TrustPolicy policy(String quorum) {
    return TrustPolicy.parse(
        NoteVectors.bytes(
            "log %s\nwitness W %s\nquorum %s\n"
                .formatted(LOG.verifier(), WITNESS.verifier(), quorum)));
  }

  @Test
  void itIsReadAsItIsWritten() {
    for (String extra : List.of("", "YWdl")) {
      TlogProof proof = proof(extra);
      assertEquals(proof, TlogProof.parse(proof.bytes()));
      assertArrayEquals(proof.bytes(), TlogProof.parse(proof.bytes()).bytes());
    }
    String expected =
        "c2sp.org/tlog-proof@v1\nextra YWdl\nindex 5\n"
            + "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=\n"
            + "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=\n"
            + "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=\n\n"
            + CHECKPOINT;
    assertEquals(expected, proof("YWdl").toString());
    assertEquals(proof(""), new TlogProof(new InclusionProof(5, 8, PATH), CHECKPOINT));
  }

  @Test
  void itProvesItsLeafToWhoTrustsLogAndWitness() {
    PolicyVerdict verdict = proof("").verify(LEAF, policy("W"));
    assertEquals(HEAD, verdict.checkpoint().head());
    assertEquals(1_700_000_000, verdict.cosigners().getFirst().time());
  }

  @Test
  void whatItDoesNotProveIsRefusedWithTheReason() {
    assertUnproven(proof(""), PATH.getFirst(), "the tree head says");
    assertUnproven(new TlogProof("", 4, PATH, CHECKPOINT), LEAF, "the tree head says");
    assertUnproven(new TlogProof("", 8, PATH, CHECKPOINT), LEAF, "no leaf 8");
    assertUnproven(new TlogProof("", 5, PATH.reversed(), CHECKPOINT), LEAF, "the tree head says");
    assertUnproven(new TlogProof("", 5, PATH.subList(0, 2), CHECKPOINT), LEAF, "fewer hashes");
    SignedNote alone = new SignedNote(CHECKPOINT.text(), CHECKPOINT.signatures().subList(0, 1));
    assertUnproven(new TlogProof("", 5, PATH, alone), LEAF, "missing is witness W");
    assertEquals(
        HEAD, new TlogProof("", 5, PATH, alone).verify(LEAF, policy("none")).required().head());
  }

  private static void assertUnproven(TlogProof proof, Hash leaf, String reason) {
    TrustPolicy policy = policy("W");
    var refusal = assertThrows(UnprovenException.class, () -> proof.verify(leaf, policy));
    assertTrue(refusal.toString().contains(reason), refusal.toString());
  }

  @Test
  void everyBitThatFlipsIsFound() {
    byte[] sound = proof("").bytes();
    TrustPolicy policy = policy("W");
    for (int i = 0; i < sound.length; i++) {
      byte[] flipped = sound.clone();
      flipped[i] ^= 1;
      assertThrows(
          MerkleException.class, () -> TlogProof.parse(flipped).verify(LEAF, policy), "at " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v2\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1 \nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex\n\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\n",
        "c2sp.org/tlog-proof@v1\nindex -1\n\n",
        "c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n",
        "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nextra YWdlx\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nextra YWdl\nextra YWdl\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra YWdl\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nQnGia+DYqE8L\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n"
      })
  void whatIsNoProofIsRefused(String head) {
    byte[] bytes = NoteVectors.bytes(head + CHECKPOINT);
    assertThrows(MalformedException.class, () -> TlogProof.parse(bytes));
  }

  @Test
  void theNoteIsACheckpoint() {
    byte[] bytes = NoteVectors.bytes("c2sp.org/tlog-proof@v1\nindex 0\n\n" + NoteVectors.FOO_NOTE);
    assertThrows(MalformedException.class, () -> TlogProof.parse(bytes));
  }

  @Test
  void thereAreNotTooManyHashes() {
    String line = LEAF.toBase64() + "\n";
    String head = "c2sp.org/tlog-proof@v1\nindex 0\n";
    String most = head + line.repeat(InclusionProof.MOST_HASHES);
    assertEquals(
        InclusionProof.MOST_HASHES,
        TlogProof.parse(NoteVectors.bytes(most + "\n" + CHECKPOINT)).hashes().size());
    byte[] more = NoteVectors.bytes(most + line + "\n" + CHECKPOINT);
    assertThrows(MalformedException.class, () -> TlogProof.parse(more));
    byte[] tooLong = new byte[TlogProof.MOST_BYTES + 1];
    assertThrows(MalformedException.class, () -> TlogProof.parse(tooLong));
  }
}
