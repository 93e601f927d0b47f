package dev.cairn.merkle;

import static dev.cairn.merkle.NoteVectors.note;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures with a time, of both types, c2sp.org/tlog-cosignature. */
final class CosignatureTest {

  private static final long TIME = 1_679_315_147;
  private static final Hash ROOT = Hash.fromBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("example.com/behind-the-sofa", new TreeHead(20_852_163, ROOT));

  /** FiloSottile/torchwood, cmd/litewitness/testdata/mldsa.txt: of a log, and without a time. */
  @Test
  void aPublishedSignatureOfMlDsaIsGood() {
    VerifierKey key = VerifierKey.parse(NoteVectors.file("mldsa-log.vkey").strip());
    SignedNote note = note(NoteVectors.file("mldsa-log.note"));
    OpenedCheckpoint opened = LogIdentity.of(key).open(note, List.of());
    assertEquals(List.of(new GoodSignature(key, 0)), opened.signatures());
    assertEquals(1, opened.checkpoint().head().size());
  }

  /** Published with this library: the key of the seed 00, 01, … 1f, and what it has cosigned. */
  @Test
  void ourPublishedSignatureOfMlDsaIsGood() {
    VerifierKey key = VerifierKey.parse(NoteVectors.file("mldsa-cosigner.vkey").strip());
    SignedNote note = note(NoteVectors.file("mldsa-cosigned.note"));
    assertEquals(List.of(new GoodSignature(key, TIME)), note.open(List.of(key)));
    assertEquals(CHECKPOINT.text(), note.text());
    SignerKey signer = SignerKey.parse(NoteVectors.file("mldsa-cosigner.skey").strip());
    assertEquals(key, signer.verifier());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ED25519")
  void itIsGoodWithItsTime(KeyType type) {
    SignerKey key = SignerKey.generate("witness.example/w1", type);
    SignedNote note = SignedNote.parse(cosigned(key).bytes());
    assertEquals(List.of(new GoodSignature(key.verifier(), TIME)), open(note, key.verifier()));
  }

  @Test
  void whatEd25519SignsIsTheTextOfTheSpecification() {
    SignerKey key = SignerKey.generate("witness.example/w1", KeyType.ED25519_COSIGNATURE);
    byte[] body = cosigned(key).signatures().getFirst().body();
    assertEquals(TIME, ByteBuffer.wrap(body).getLong());
    byte[] signature = new byte[64];
    ByteBuffer.wrap(body).position(8).get(signature);
    String message =
        """
        cosignature/v1
        time 1679315147
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
        """;
    assertTrue(key.verifier().verifies(message.getBytes(UTF_8), signature));
  }

  @Test
  void whatMlDsaSignsIsTheStructureOfTheSpecification() {
    SignerKey key = SignerKey.generate("w", KeyType.ML_DSA_44_COSIGNATURE);
    byte[] body = cosigned(key).signatures().getFirst().body();
    byte[] signature = new byte[2420];
    ByteBuffer.wrap(body).position(8).get(signature);
    byte[] message =
        ByteBuffer.allocate(12 + 2 + 8 + 1 + 27 + 8 + 8 + 32)
            .put("subtree/v1\n\0".getBytes(UTF_8))
            .put(new byte[] {1, 'w'})
            .putLong(TIME)
            .put((byte) 27)
            .put("example.com/behind-the-sofa".getBytes(UTF_8))
            .putLong(0)
            .putLong(20_852_163)
            .put(ROOT.bytes())
            .array();
    assertTrue(key.verifier().verifies(message, signature));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ED25519")
  void whateverChangesInTheCheckpointIsFound(KeyType type) {
    SignerKey key = SignerKey.generate("witness.example/w1", type);
    NoteSignature signature = cosigned(key).signatures().getFirst();
    byte[] otherRoot = ROOT.bytes();
    otherRoot[31] ^= 1;
    for (Checkpoint other :
        List.of(
            new Checkpoint("example.com/behind-the-sofb", CHECKPOINT.head()),
            new Checkpoint(CHECKPOINT.origin(), new TreeHead(20_852_164, ROOT)),
            new Checkpoint(CHECKPOINT.origin(), new TreeHead(20_852_163, Hash.of(otherRoot))),
            new Checkpoint(CHECKPOINT.origin(), CHECKPOINT.head(), List.of("extension")))) {
      SignedNote note = new SignedNote(other.text(), List.of(signature));
      assertThrows(UnprovenException.class, () -> open(note, key.verifier()));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ED25519")
  void whateverChangesInTheSignatureIsFound(KeyType type) {
    SignerKey key = SignerKey.generate("witness.example/w1", type);
    byte[] body = cosigned(key).signatures().getFirst().body();
    for (int i = 0; i < body.length; i += i < 72 ? 1 : 61) {
      byte[] changed = body.clone();
      changed[i] ^= 0x10;
      assertUnproven(key.verifier(), changed);
    }
    byte[] timeBeforeAll = body.clone();
    timeBeforeAll[0] = (byte) 0x80;
    assertUnproven(key.verifier(), timeBeforeAll);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 71, 73, 2427, 2429})
  void aSignatureOfAnotherLengthIsNoGoodOne(int bytes) {
    for (KeyType type : List.of(KeyType.ED25519_COSIGNATURE, KeyType.ML_DSA_44_COSIGNATURE)) {
      assertUnproven(SignerKey.generate("w", type).verifier(), new byte[bytes]);
    }
  }

  @Test
  void mlDsaCoversTheNameOfTheCosigner() {
    SignerKey key = SignerKey.generate("witness.example/w1", KeyType.ML_DSA_44_COSIGNATURE);
    VerifierKey renamed = renamed(key, "witness.example/w2");
    assertUnproven(renamed, cosigned(key).signatures().getFirst().body());
  }

  @Test
  void onlyACheckpointIsCosigned() {
    SignedNote note = SignedNote.unsigned("no checkpoint\n");
    for (KeyType type : List.of(KeyType.ED25519_COSIGNATURE, KeyType.ML_DSA_44_COSIGNATURE)) {
      SignerKey key = SignerKey.generate("w", type);
      assertThrows(MalformedException.class, () -> note.signedBy(key, TIME));
      assertThrows(IllegalArgumentException.class, () -> CHECKPOINT.sign(List.of(key), -1));
      SignedNote claimed = note.with(cosigned(key).signatures());
      assertThrows(UnprovenException.class, () -> open(claimed, key.verifier()));
    }
  }

  @Test
  void mlDsaCoversAnOriginOfAtMost255Bytes() {
    SignerKey key = SignerKey.generate("w", KeyType.ML_DSA_44_COSIGNATURE);
    SignedNote longest = new Checkpoint("o".repeat(255), TreeHead.EMPTY).sign(List.of(key), 0);
    assertEquals(1, open(longest, key.verifier()).size());
    Checkpoint tooLong = new Checkpoint("o".repeat(256), TreeHead.EMPTY);
    assertThrows(MalformedException.class, () -> tooLong.sign(List.of(key), 0));
  }

  private static SignedNote cosigned(SignerKey key) {
    return CHECKPOINT.sign(List.of(key), TIME);
  }

  private static List<GoodSignature> open(SignedNote note, VerifierKey key) {
    return note.open(List.of(key));
  }

  private static VerifierKey renamed(SignerKey key, String name) {
    String text = key.verifier().toString();
    byte[] bytes = Text.base64("key", text.split("\\+", 3)[2]);
    byte[] bare = new byte[bytes.length - 1];
    System.arraycopy(bytes, 1, bare, 0, bare.length);
    return VerifierKey.of(name, key.verifier().type(), bare);
  }

  private static void assertUnproven(VerifierKey key, byte[] body) {
    SignedNote note = new SignedNote(CHECKPOINT.text(), List.of(NoteSignature.of(key, body)));
    assertThrows(UnprovenException.class, () -> open(note, key));
  }
}
