package dev.cairn.proofs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many bytes a proof has in a store of 70,000 events. */
final class ProofSizeTest {

  private static final int EVENTS = 70_000;

  @TempDir Path temp;

  @Test
  void aBareProofOfAStoreHasAtMostThousandBytes() {
    try (SignedLog log = SignedLog.in(temp.resolve("store"))) {
      for (int i = 0; i < EVENTS / 10_000; i++) {
        log.append("account-" + i, 10_000);
      }
      SignedNote signed = log.sign();
      TreeHead head = Checkpoint.parse(signed.text()).head();
      assertEquals(EVENTS, head.size());
      String origin = log.store().origin();
      SignerKey key = SignerKey.generate(origin, KeyType.ED25519);
      SignedNote own = new Checkpoint(origin, head).sign(List.of(key), 0);
      LogProver prover = new LogProver(log.reader(signed), own);
      long most = 0;
      for (long position = 1; position <= EVENTS; position += 1_777) {
        LogProof proof = prover.event(Position.of(position));
        most = Math.max(most, proof.bare().bytes().length);
      }
      assertTrue(most <= 1_000, "bytes: " + most);
    }
  }
}
