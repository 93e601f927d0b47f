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
  void aBareProofHasAtMostThousandBytesAndTwiceWhatItsNameIsLonger() {
    try (SignedLog log = SignedLog.in(temp.resolve("store"))) {
      for (int i = 0; i < EVENTS / 10_000; i++) {
        log.append("account-" + i, 10_000);
      }
      SignedNote checkpoint = log.sign();
      assertEquals(EVENTS, Checkpoint.parse(checkpoint.text()).head().size());
      LogProver prover = log.prover(checkpoint);
      long most = 0;
      for (long position = 1; position <= EVENTS; position += 1_777) {
        LogProof proof = prover.event(Position.of(position));
        most = Math.max(most, proof.bare().bytes().length);
      }
      assertTrue(most <= 1_000, "bytes: " + most);

      // The name that a store has of its own stands in a checkpoint twice.
      TreeHead head = Checkpoint.parse(checkpoint.text()).head();
      String origin = "cairn/" + log.store().id();
      SignerKey key = SignerKey.generate(origin, KeyType.ED25519);
      SignedNote own = new Checkpoint(origin, head).sign(List.of(key), 0);
      int longer = 2 * (origin.length() - SignedLog.ORIGIN.length());
      assertEquals(checkpoint.bytes().length + longer, own.bytes().length);
      LogProof first = new LogProver(log.reader(own), own).event(Position.of(1));
      assertTrue(first.bare().bytes().length <= 1_000 + longer, () -> "bytes: " + first.bare());
    }
  }
}
