package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.SignerKey;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogSigner;
import dev.cairn.proofs.LogTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A store in a folder that is signed with keys beside it, for the tests of proofs. */
final class SignedStore {

  private static final LogOptions OPTIONS = LogOptions.standard();

  private final Path folder;

  SignedStore(Path folder) {
    this.folder = folder;
  }

  Path store() {
    return folder.resolve("store");
  }

  Path keys() {
    return folder.resolve("keys");
  }

  Shell shell() {
    return Shell.on(store());
  }

  void append(String stream, int count) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(NewEvent.of("Happened", "{\"n\":%d}".formatted(i)));
    }
    try (LogStore store = LogStore.open(store(), OPTIONS)) {
      store.append(Append.to(StreamId.of(stream), ExpectedVersion.any(), events));
    }
  }

  SignedNote sign() {
    try (LogStore store = LogStore.open(store(), OPTIONS);
        LogTree tree = LogTree.open(store(), store, OPTIONS)) {
      LogKeys keys = LogKeys.open(OPTIONS.disk(), keys(), store);
      return LogSigner.of(store(), store, tree, keys, OPTIONS).sign().note();
    }
  }

  /** The key of Ed25519 that signs. */
  SignerKey key() {
    try (LogStore store = LogStore.open(store(), OPTIONS)) {
      return LogKeys.open(OPTIONS.disk(), keys(), store).signers().getFirst();
    }
  }

  /** The line of an event as it stands in the log. */
  String line(int position) throws IOException {
    return Files.readAllLines(store().resolve("events.log")).get(position - 1);
  }
}
