package dev.cairn.witness;

import dev.cairn.merkle.AddCheckpoint;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.LogIdentity;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TreeHead;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The log of FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt at its sizes 1, 3 and
 * 5, signed with a key of ours.
 */
final class PublishedLog {

  static final String ORIGIN = "example.com/log";
  static final SignerKey KEY = SignerKey.generate(ORIGIN, KeyType.ED25519);
  static final LogIdentity IDENTITY = LogIdentity.of(KEY.verifier());

  private static final Map<Long, Hash> ROOTS =
      Map.of(
          1L, Hash.fromBase64("KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
          3L, Hash.fromBase64("RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0="),
          5L, Hash.fromBase64("QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY="));
  private static final Map<List<Long>, List<Hash>> PROOFS =
      Map.of(
          List.of(1L, 3L), List.of(leaf("2a01"), leaf("2a02")),
          List.of(1L, 5L),
              List.of(
                  leaf("2a01"),
                  leaf("f9f50357e93def4078237b8aaea24ce1a3f5965a0f64ff26bebd99e30470d8b2"),
                  leaf("2a04")),
          List.of(3L, 5L),
              List.of(
                  leaf("2a02"),
                  leaf("2a03"),
                  Hash.fromBase64("wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE="),
                  leaf("2a04")));

  private PublishedLog() {}

  static Checkpoint checkpoint(long size) {
    return new Checkpoint(ORIGIN, new TreeHead(size, root(size)));
  }

  static SignedNote signed(long size) {
    return checkpoint(size).sign(List.of(KEY), 0);
  }

  /** Another tree of that size, signed with the right key. */
  static SignedNote fork(long size) {
    TreeHead head = new TreeHead(size, leaf("ff"));
    return new Checkpoint(ORIGIN, head).sign(List.of(KEY), 0);
  }

  static ConsistencyProof proof(long from, long to) {
    return new ConsistencyProof(from, to, PROOFS.getOrDefault(List.of(from, to), List.of()));
  }

  static AddCheckpoint request(long from, long to) {
    return new AddCheckpoint(from, proof(from, to).hashes(), signed(to));
  }

  private static Hash root(long size) {
    return ROOTS.getOrDefault(size, leaf("ee"));
  }

  static Hash leaf(String start) {
    return Hash.of(HexFormat.of().parseHex((start + "0".repeat(64)).substring(0, 64)));
  }
}
