package dev.cairn.proofs;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.TrustPolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** A store in a folder whose heads are signed, and somebody who trusts its key. */
record SignedLog(Path folder, LogStore store, SignerKey key) implements AutoCloseable {

  static final String ORIGIN = "cairn.example/ledger";
  static final LogOptions OPTIONS =
      LogOptions.standard().withSegmentBytes(64 << 10).withBackground(Runnable::run);

  static SignedLog in(Path folder) {
    return new SignedLog(
        folder, LogStore.open(folder, OPTIONS), SignerKey.generate(ORIGIN, KeyType.ED25519));
  }

  void append(String stream, int count) {
    var _ =
        store.append(
            Append.to(
                StreamId.of(stream),
                ExpectedVersion.any(),
                Collections.nCopies(count, 0).stream()
                    .map(_ -> NewEvent.of("Happened", "{\"crc\":\"{}\"}"))
                    .toList()));
  }

  /** Makes the tiles of what is there, and signs their head. */
  SignedNote sign() {
    try (LogTree tree = LogTree.open(folder, store, OPTIONS)) {
      return signed(tree.grow());
    }
  }

  SignedNote signed(TreeHead head) {
    return new Checkpoint(ORIGIN, head).sign(List.of(key), 0);
  }

  LogTreeReader reader(SignedNote checkpoint) {
    TreeHead head = Checkpoint.parse(checkpoint.text()).head();
    return LogTreeReader.open(folder, store, OPTIONS.disk(), head);
  }

  LogProver prover(SignedNote checkpoint) {
    return new LogProver(reader(checkpoint), checkpoint);
  }

  /** Trusts the log, knows no witness and asks for none. */
  ProofChecker checker() {
    TrustPolicy.Log log = new TrustPolicy.Log(key.verifier(), "");
    return new ProofChecker(new TrustPolicy(List.of(log), List.of(), TrustPolicy.NONE));
  }

  /** The line of an event as it stands in the log, without its line feed. */
  byte[] line(long position) {
    return Logs.all(store)
        .get((int) position - 1)
        .toString()
        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    store.close();
  }
}
