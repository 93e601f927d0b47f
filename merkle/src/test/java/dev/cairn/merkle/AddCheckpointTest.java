package dev.cairn.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the log of FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt. */
final class AddCheckpointTest {

  private static final String ORIGIN =
      "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
  private static final VerifierKey KEY =
      VerifierKey.of(
          ORIGIN,
          KeyType.ED25519,
          hex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f"));
  private static final LogIdentity LOG = LogIdentity.of(KEY);
  private static final TreeHead ONE = head(1, "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
  private static final TreeHead THREE = head(3, "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=");
  private static final TreeHead FIVE = head(5, "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=");
  private static final List<Hash> TO_THREE = List.of(leaf("2a01"), leaf("2a02"));
  private static final List<Hash> TO_FIVE =
      List.of(
          leaf("2a02"),
          leaf("2a03"),
          Hash.fromBase64("wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE="),
          leaf("2a04"));
  private static final SignedNote AT_ONE =
      signed(
          ONE,
          "b7cf653aa9c565a1ca359db81bd3bc656ab2890c6ea4c0aec42295e80aa05049423505026434f987923ccdf07d440c152cd59e736e5914d8ada8d7a4d51b2106");
  private static final SignedNote AT_THREE =
      signed(
          THREE,
          "655bb4871d15bc05032d67eece88900c4863a27f190393b99176391577f5def971b023d9a418c3226b7b7ea47b33686d9b3849451dadc6b07c007c595af1ea0a");
  private static final SignedNote AT_FIVE =
      signed(
          FIVE,
          "0fc43899968b48b5150b0e8fe7ad07b17c21c7056a6fe381deb0cd19ece103d59b2119b5dbe5d54d8a1262ce67f01245c5898b4b56f747495804a17a2eec0f0c");

  @Test
  void thePublishedConversationIsDecidedAsPublished() {
    assertCosigned(new AddCheckpoint(0, List.of(), AT_ONE), TreeHead.EMPTY);
    assertCosigned(new AddCheckpoint(1, TO_THREE, AT_THREE), ONE);
    assertCosigned(new AddCheckpoint(3, TO_FIVE, AT_FIVE), THREE);
    SignedNote flipped =
        signed(
            THREE,
            "655bb4871d15bc05032d67eece88900c4863a27f190393b99176391577f5def971b023d9a418c3226b7b7ea47b33686d9b3849451dadc6b07c007c595af1ea0b");
    assertStatus(403, new AddCheckpoint(1, TO_THREE, flipped), ONE);
    assertStatus(422, new AddCheckpoint(1, List.of(), AT_THREE), ONE);
    assertStatus(
        422,
        new AddCheckpoint(
            1, List.of(leaf("2a01"), leaf("2a02" + "00".repeat(29) + "01")), AT_THREE),
        ONE);
    var stale =
        assertInstanceOf(
            WitnessDecision.Stale.class,
            new AddCheckpoint(1, TO_THREE, AT_FIVE).decide(LOG, THREE));
    assertEquals(3, stale.size());
    assertEquals(409, stale.status());
  }

  @Test
  void theSameCheckpointMayBeCosignedAgain() {
    assertCosigned(new AddCheckpoint(3, List.of(), AT_THREE), THREE);
    assertStatus(422, new AddCheckpoint(3, TO_THREE, AT_THREE), THREE);
  }

  @Test
  void anotherRootOfTheSameSizeIsAFork() {
    TreeHead fork = new TreeHead(3, FIVE.root());
    WitnessDecision decision = new AddCheckpoint(3, List.of(), AT_THREE).decide(LOG, fork);
    assertEquals(422, decision.status());
    assertTrue(decision.reason().contains("root"), decision.reason());
  }

  @Test
  void aSmallerTreeIsRefused() {
    assertStatus(400, new AddCheckpoint(5, List.of(), AT_THREE), FIVE);
    assertStatus(409, new AddCheckpoint(3, List.of(), AT_THREE), FIVE);
    assertStatus(409, new AddCheckpoint(0, List.of(), AT_ONE), THREE);
  }

  @Test
  void theSignatureIsLookedAtBeforeAllElse() {
    SignedNote unsigned = new SignedNote(AT_THREE.text(), List.of());
    assertStatus(403, new AddCheckpoint(9, List.of(), unsigned), FIVE);
  }

  @Test
  void fromNothingTheProofIsEmpty() {
    assertStatus(422, new AddCheckpoint(0, TO_THREE, AT_THREE), TreeHead.EMPTY);
  }

  @Test
  void itIsReadAsItIsWritten() {
    AddCheckpoint request = new AddCheckpoint(3, TO_FIVE, AT_FIVE);
    assertEquals(request, AddCheckpoint.parse(request.bytes()));
    assertArrayEquals(request.bytes(), AddCheckpoint.parse(request.bytes()).bytes());
    assertTrue(request.toString().startsWith("old 3\nKgIAAAAA"));
    assertEquals(ORIGIN, request.origin());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "old\n\n",
        "old \n\n",
        "old 01\n\n",
        "old -1\n\n",
        "old 1 \n\n",
        "Old 1\n\n",
        "old 9223372036854775808\n\n",
        "old 1\nx\n\n",
        "old 1\n",
        "old 1\r\n\r\n"
      })
  void whatIsNoRequestIsRefused(String head) {
    byte[] bytes = NoteVectors.bytes(head + AT_THREE);
    assertThrows(MalformedException.class, () -> AddCheckpoint.parse(bytes));
  }

  @Test
  void thereAreNotTooManyHashes() {
    String line = ONE.root().toBase64() + "\n";
    String most = "old 1\n" + line.repeat(AddCheckpoint.MOST_HASHES);
    assertEquals(63, AddCheckpoint.parse(NoteVectors.bytes(most + "\n" + AT_ONE)).hashes().size());
    byte[] more = NoteVectors.bytes(most + line + "\n" + AT_ONE);
    assertThrows(MalformedException.class, () -> AddCheckpoint.parse(more));
    byte[] tooLong = new byte[AddCheckpoint.MOST_BYTES + 1];
    assertThrows(MalformedException.class, () -> AddCheckpoint.parse(tooLong));
  }

  private static void assertCosigned(AddCheckpoint request, TreeHead held) {
    WitnessDecision decision = request.decide(LOG, held);
    assertEquals(
        new WitnessDecision.Cosign(Checkpoint.parse(request.checkpoint().text())), decision);
    assertEquals(200, decision.status());
  }

  private static void assertStatus(int status, AddCheckpoint request, TreeHead held) {
    WitnessDecision decision = request.decide(LOG, held);
    assertEquals(status, decision.status(), decision::reason);
  }

  private static SignedNote signed(TreeHead head, String signature) {
    return SignedNote.unsigned(new Checkpoint(ORIGIN, head).text())
        .with(List.of(NoteSignature.of(KEY, hex(signature))));
  }

  private static TreeHead head(long size, String root) {
    return new TreeHead(size, Hash.fromBase64(root));
  }

  private static Hash leaf(String start) {
    return Hash.of(hex((start + "0".repeat(64)).substring(0, 64)));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
