package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** What must hold of all that reads keys, notes and what is made of them, whatever it is given. */
final class FuzzedNote {

  private static final int MOST_OF_A_MESSAGE = 2_000;
  private static final VerifierKey PETER = VerifierKey.parse(NoteVectors.PETER);
  private static final VerifierKey LOG = VerifierKey.parse(NoteVectors.TESSERA);
  private static final VerifierKey COSIGNER =
      VerifierKey.parse(NoteVectors.file("mldsa-cosigner.vkey").strip());
  private static final List<VerifierKey> KNOWN = List.of(PETER, LOG, COSIGNER);
  private static final TrustPolicy POLICY =
      TrustPolicy.parse(
          NoteVectors.bytes("log %s\nwitness w %s\nquorum w\n".formatted(LOG, COSIGNER)));

  private static final SignedNote CHECKPOINT = NoteVectors.note(NoteVectors.tessera(15));

  private FuzzedNote() {}

  /** A note is refused, or is written as it was read, and is opened or not proven. */
  static void note(byte[] bytes) {
    orRefused(() -> {
      SignedNote note = SignedNote.parse(bytes);
      assertArrayEquals(bytes, note.bytes());
      assertFalse(note.open(KNOWN).isEmpty());
    });
  }

  /** A checkpoint is refused, or is written as it was read, and can be signed. */
  static void checkpoint(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    orRefused(() -> {
      Checkpoint checkpoint = Checkpoint.parse(text);
      assertEquals(text, checkpoint.text());
      SignerKey key = SignerKey.parse(NoteVectors.PETER_SECRET);
      SignedNote note = checkpoint.sign(List.of(key), 0);
      assertEquals(note, SignedNote.parse(note.bytes()));
      LogIdentity log = new LogIdentity(checkpoint.origin(), List.of(PETER));
      assertEquals(checkpoint, log.open(note, List.of()).checkpoint());
    });
  }

  /** A verifier key is refused, or is written as it was read, and verifies nothing of this. */
  static void verifier(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    orRefused(() -> {
      VerifierKey key = VerifierKey.parse(text);
      assertEquals(text, key.toString());
      key.verifies(bytes, new byte[key.type().algorithm().signatureBytes()]);
    });
  }

  /** A signer key is refused, or is written as it was read, and signs. */
  static void signer(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    orRefused(() -> {
      SignerKey key = SignerKey.parse(text);
      assertEquals(text, key.secret());
      assertTrue(key.verifier().verifies(bytes, key.sign(bytes)));
    });
  }

  /** A policy is refused, or judges a checkpoint. */
  static void policy(byte[] bytes) {
    orRefused(() -> {
      PolicyVerdict verdict = TrustPolicy.parse(bytes).judge(CHECKPOINT);
      assertEquals(verdict.isMet(), verdict.lacking().isEmpty());
    });
  }

  /** A proof is refused, or is written as it was read, and proves something or not. */
  static void tlogProof(byte[] bytes) {
    orRefused(() -> {
      TlogProof proof = TlogProof.parse(bytes);
      assertArrayEquals(bytes, proof.bytes());
      proof.verify(TreeHead.EMPTY.root(), POLICY);
    });
  }

  /** A request is refused, or is written as it was read, and is decided. */
  static void request(byte[] bytes) {
    orRefused(() -> {
      AddCheckpoint request = AddCheckpoint.parse(bytes);
      assertArrayEquals(bytes, request.bytes());
      for (TreeHead held :
          List.of(TreeHead.EMPTY, new TreeHead(request.oldSize(), TreeHead.EMPTY.root()))) {
        LogIdentity log = new LogIdentity(request.origin(), List.of(LOG));
        WitnessDecision decision = request.decide(log, held);
        assertEquals(decision.status() == 200, decision instanceof WitnessDecision.Cosign);
      }
    });
  }

  private static void orRefused(Runnable reading) {
    try {
      reading.run();
    } catch (MerkleException refused) {
      assertTrue(refused.toString().length() < MOST_OF_A_MESSAGE, refused::toString);
    }
  }
}
