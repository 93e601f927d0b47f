package dev.cairn.merkle;

import static dev.cairn.merkle.NoteVectors.note;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {

  private static final String ROOT = "rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=";
  private static final LogIdentity TESSERA = LogIdentity.of(VerifierKey.parse(NoteVectors.TESSERA));

  @Test
  void thePublishedCheckpointsAreOpened() {
    for (int size = 0; size <= 15; size++) {
      String published = NoteVectors.tessera(size);
      OpenedCheckpoint opened = TESSERA.open(note(published), List.of());
      assertEquals(size, opened.checkpoint().head().size());
      assertEquals("example.com/log/testdata", opened.checkpoint().origin());
      assertEquals(1, opened.signatures().size());
      assertEquals(note(published).text(), opened.checkpoint().text());
      assertArrayEquals(NoteVectors.bytes(published), note(published).bytes());
    }
  }

  @Test
  void theOriginMayBeAnotherNameThanTheKeys() {
    VerifierKey key = VerifierKey.parse(NoteVectors.SUMDB);
    Checkpoint opened =
        new LogIdentity("go.sum database tree", List.of(key))
            .open(note(NoteVectors.SUMDB_NOTE), List.of())
            .checkpoint();
    assertEquals(35225469, opened.head().size());
    assertUnproven(LogIdentity.of(key), NoteVectors.SUMDB_NOTE, "not of sum.golang.org");
  }

  @Test
  void everyBitThatFlipsIsFound() {
    byte[] sound = NoteVectors.bytes(NoteVectors.tessera(15));
    for (int i = 0; i < sound.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = sound.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertThrows(
            MerkleException.class, () -> TESSERA.open(SignedNote.parse(flipped), List.of()));
      }
    }
  }

  @Test
  void aCosignerAloneIsNoLog() {
    SignerKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE);
    String text = note(NoteVectors.tessera(15)).text();
    String note = SignedNote.unsigned(text).signedBy(witness, 1).toString();
    var refusal =
        assertThrows(
            UnprovenException.class, () -> TESSERA.open(note(note), List.of(witness.verifier())));
    assertTrue(refusal.toString().contains("no key of the log"), refusal.toString());
  }

  @Test
  void aLogSignsWithASecondLine() {
    SignerKey ed25519 = SignerKey.generate("example.com/log", KeyType.ED25519);
    SignerKey mlDsa = SignerKey.generate("example.com/log", KeyType.ML_DSA_44_COSIGNATURE);
    Checkpoint checkpoint =
        new Checkpoint("example.com/log", new TreeHead(15, Hash.fromBase64(ROOT)));
    SignedNote note =
        SignedNote.parse(checkpoint.sign(List.of(ed25519, mlDsa), 1_700_000_000).bytes());

    for (SignerKey key : List.of(ed25519, mlDsa)) {
      OpenedCheckpoint opened = LogIdentity.of(key.verifier()).open(note, List.of());
      assertEquals(checkpoint, opened.checkpoint());
      assertEquals(List.of(key.verifier()), keys(opened));
    }
    LogIdentity both =
        new LogIdentity("example.com/log", List.of(mlDsa.verifier(), ed25519.verifier()));
    assertEquals(
        List.of(
            new GoodSignature(ed25519.verifier(), 0),
            new GoodSignature(mlDsa.verifier(), 1_700_000_000)),
        both.open(note, List.of()).signatures());
  }

  @Test
  void extensionLinesAreSignedByEd25519Only() {
    Checkpoint checkpoint =
        new Checkpoint("o", new TreeHead(1, Hash.fromBase64(ROOT)), List.of("more", "lines"));
    assertEquals("o\n1\n" + ROOT + "\nmore\nlines\n", checkpoint.text());
    assertEquals(checkpoint, Checkpoint.parse(checkpoint.text()));
    SignerKey ed25519 = SignerKey.generate("o", KeyType.ED25519);
    SignedNote note = checkpoint.sign(List.of(ed25519), 0);
    assertEquals(checkpoint, LogIdentity.of(ed25519.verifier()).open(note, List.of()).checkpoint());
    SignerKey mlDsa = SignerKey.generate("o", KeyType.ML_DSA_44_COSIGNATURE);
    assertThrows(MalformedException.class, () -> note.signedBy(mlDsa, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o",
        "o\n1\n",
        "o\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        "o\n01\n" + ROOT + "\n",
        "o\n+1\n" + ROOT + "\n",
        "o\n-1\n" + ROOT + "\n",
        "o\n\n" + ROOT + "\n",
        "o\n1 \n" + ROOT + "\n",
        "o\n\u0661\n" + ROOT + "\n",
        "o\n9223372036854775808\n" + ROOT + "\n",
        "o\n18446744073709551616\n" + ROOT + "\n",
        "o\n1\n" + ROOT + "\n\n",
        "o\n1\n" + ROOT + "\nx\n\ny\n",
        "o\n1\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383c==\n",
        "o\n1\n\n",
        "o\n0\n" + ROOT + "\n"
      })
  void whatIsNoCheckpointIsRefused(String text) {
    assertThrows(MalformedException.class, () -> Checkpoint.parse(text));
  }

  @Test
  void theLargestSizeIsTaken() {
    String text = "o\n" + Long.MAX_VALUE + "\n" + ROOT + "\n";
    assertEquals(text, Checkpoint.parse(text).text());
  }

  @ParameterizedTest
  @CsvSource({"'', ", "'a\nb', ", "o, ''", "o, 'a\nb'", "'a\tb', "})
  void noneIsMadeThatCouldNotBeRead(String origin, String extension) {
    List<String> extensions = extension == null ? List.of() : List.of(extension);
    assertThrows(
        MalformedException.class, () -> new Checkpoint(origin, TreeHead.EMPTY, extensions));
  }

  @Test
  void aLogNeedsAKeyThatLogsSignWith() {
    VerifierKey witness = SignerKey.generate("w.example", KeyType.ED25519_COSIGNATURE).verifier();
    assertThrows(IllegalArgumentException.class, () -> LogIdentity.of(witness));
    List<VerifierKey> none = List.of();
    assertThrows(IllegalArgumentException.class, () -> new LogIdentity("o", none));
  }

  private static List<VerifierKey> keys(OpenedCheckpoint opened) {
    return opened.signatures().stream().map(GoodSignature::key).toList();
  }

  private static void assertUnproven(LogIdentity log, String note, String reason) {
    var refusal = assertThrows(UnprovenException.class, () -> log.open(note(note), List.of()));
    assertTrue(refusal.toString().contains(reason), refusal.toString());
  }
}
