package dev.cairn.bank;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.EntryBundle;
import dev.cairn.merkle.InclusionProof;
import dev.cairn.merkle.KeyType;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.merkle.TlogProof;
import dev.cairn.proofs.LeafRecord;
import dev.cairn.proofs.LogTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A log of some streams, with all that its proofs are made of. */
final class SampleLog {

  static final String ORIGIN = "cairn/0199b7a0-1234-7abc-8def-0123456789ab";
  static final int EVENTS = 300;
  static final StreamId STREAM = StreamId.of("account-é1");

  private static final int STREAMS = 7;

  final SignerKey key = SignerKey.generate(ORIGIN, KeyType.ED25519);
  final SignedNote checkpoint;
  private final List<LeafRecord> records = new ArrayList<>();
  private final List<InclusionProof> inclusions = new ArrayList<>();
  private final List<String> lines;

  /** Makes the log in a folder that is not there yet. */
  SampleLog(Path folder) throws IOException {
    try (LogStore store = LogStore.open(folder);
        LogTree tree = LogTree.open(folder, store)) {
      for (int i = 0; i < EVENTS; i++) {
        store.append(
            Append.to(
                StreamId.of("account-é" + i % STREAMS),
                ExpectedVersion.any(),
                NewEvent.of(
                    i < STREAMS ? "AccountOpened" : "FundsDeposited", "{\"n\":" + i + "}")));
      }
      checkpoint = new Checkpoint(ORIGIN, tree.grow()).sign(List.of(key), 0);
      for (int position = 1; position <= EVENTS; position++) {
        records.add(tree.record(Position.of(position)));
        inclusions.add(tree.inclusion(Position.of(position), EVENTS));
      }
    }
    lines = Files.readAllLines(folder.resolve("events.log"));
  }

  /** The line of an event without its line feed. */
  String line(int position) {
    return lines.get(position - 1);
  }

  LeafRecord record(int position) {
    return records.get(position - 1);
  }

  /** The records of {@link #STREAM}, in order. */
  List<LeafRecord> stream() {
    return records.stream().filter(record -> record.stream().equals(STREAM)).toList();
  }

  /** The proof of one event, with its record. */
  TlogProof proof(int position) {
    return proof(List.of(record(position)), checkpoint);
  }

  /** The proof of the last of some records, with all of them. */
  TlogProof proof(List<LeafRecord> chain, SignedNote note) {
    InclusionProof inclusion = inclusions.get((int) chain.getLast().position().sequence() - 1);
    return new TlogProof(extra(chain), inclusion.index(), inclusion.hashes(), note);
  }

  static String extra(List<LeafRecord> chain) {
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    chain.forEach(record -> bundle.writeBytes(EntryBundle.write(List.of(record.bytes()))));
    return Base64.getEncoder().encodeToString(bundle.toByteArray());
  }
}
