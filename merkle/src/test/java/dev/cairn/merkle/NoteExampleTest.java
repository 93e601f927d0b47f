package dev.cairn.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/merkle.md shows of notes. */
final class NoteExampleTest {

  @Test
  void aLeafIsProvenToWhoTrustsALogAndAWitness() {
    TreeHasher hasher = new TreeHasher();
    Hash first = hasher.leaf("one".getBytes(UTF_8));
    Hash second = hasher.leaf("two".getBytes(UTF_8));
    TreeHead head = new TreeHead(2, hasher.node(first, second));
    InclusionProof inclusion = new InclusionProof(1, 2, List.of(first));
    long now = 1_700_000_000;

    SignerKey log = SignerKey.generate("example.com/log", KeyType.ED25519);
    SignerKey witness = SignerKey.generate("w.example", KeyType.ML_DSA_44_COSIGNATURE);
    SignedNote checkpoint =
        new Checkpoint("example.com/log", head).sign(List.of(log), 0).signedBy(witness, now);
    byte[] file = new TlogProof(inclusion, checkpoint).bytes();

    String text =
        """
        log %s
        witness W %s
        quorum W
        """
            .formatted(log.verifier(), witness.verifier());
    TrustPolicy policy = TrustPolicy.parse(text.getBytes(UTF_8));
    PolicyVerdict verdict = TlogProof.parse(file).verify(second, policy);

    assertTrue(verdict.isMet());
    assertEquals(now, verdict.cosigners().getFirst().time());
  }
}
