package dev.cairn.cli;

import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.ConsistencyProof;
import dev.cairn.merkle.Hash;
import dev.cairn.merkle.MalformedException;
import dev.cairn.merkle.PolicyVerdict;
import dev.cairn.merkle.SignedNote;
import dev.cairn.merkle.TreeHead;
import dev.cairn.merkle.UnprovenException;
import dev.cairn.proofs.DamagedTilesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves that a log only grew between two of its checkpoints. */
@Command(
    name = "consistency",
    description =
        "Prove that the log only grew from one checkpoint to another: that it begins "
            + "with all that was signed then, unchanged. Give a checkpoint as a file, such "
            + "as one you kept, or as the size of one that the store has signed. Both "
            + "signatures are checked with the keys you believe: --policy, --key, else "
            + "those of this machine. Exit codes: 0 it only grew, 6 it did not or a "
            + "signature is not good, 9 it only grew, but the witnesses that your policy "
            + "asks for have not cosigned NEW.")
final class ConsistencyCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "OLD", description = "The older one: a file or a size.")
  private String old = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NEW",
      description = "The newer one: a file or a size (default: the store's latest).")
  private @Nullable String newer;

  @Option(
      names = "--proof",
      description = "Write the hashes of the proof and nothing else: one a line, in Base64.")
  private boolean proof;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  ConsistencyCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    try (ProvableStore store = ProvableStore.open(ledger)) {
      Trust believed =
          trust.trust(() ->
              KnownKeys.of(
                  store.log().id(), ledger.access().disk(), keys.folder(ledger.console().env())));
      Checkpoint older = judged("OLD", note(store, old), believed).checkpoint();
      PolicyVerdict judged =
          judged("NEW", newer == null ? store.latest() : note(store, newer), believed);
      Checkpoint now = judged.checkpoint();
      checkOrder(older, now);
      report(now, proven(store, older.head(), now.head()));
      return believed.given() && !judged.isMet() ? Exit.NOT_ANCHORED : Exit.OK;
    }
  }

  /** A number is a size that was signed; all else is a file. */
  private static SignedNote note(ProvableStore store, String text) {
    if (text.matches("[0-9]+")) {
      return ofSize(store, text);
    }
    Path file = Ledger.path("consistency", text);
    try (InputStream in = Files.newInputStream(file)) {
      return SignedNote.parse(in.readNBytes(SignedNote.MOST_BYTES + 1));
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE, "cannot read %s".formatted(Inputs.failure(e)));
    } catch (MalformedException e) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED, "%s is no checkpoint: %s".formatted(file, e.getMessage()));
    }
  }

  private static SignedNote ofSize(ProvableStore store, String size) {
    SignedNote latest = store.latest();
    if (size(latest).equals(size)) {
      return latest;
    }
    AtomicReference<Optional<SignedNote>> found = new AtomicReference<>(Optional.empty());
    var _ =
        store
            .checkpoints()
            .each(note -> {
              if (size(note).equals(size)) {
                found.set(Optional.of(note));
              }
            });
    return found
        .get()
        .orElseThrow(() ->
            CommandException.notFound(
                "no checkpoint of %s events was signed; checkpoints.log in the store has all that were, and the latest has %s"
                    .formatted(size, size(latest))));
  }

  private static String size(SignedNote note) {
    return Long.toString(Checkpoint.parse(note.text()).head().size());
  }

  private static PolicyVerdict judged(String which, SignedNote note, Trust believed) {
    try {
      return believed.policy().judge(note);
    } catch (MalformedException | UnprovenException e) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED, "%s is not to be trusted: %s".formatted(which, e.getMessage()));
    }
  }

  private static void checkOrder(Checkpoint older, Checkpoint now) {
    if (!older.origin().equals(now.origin())) {
      throw CommandException.usage(
          "these are checkpoints of two logs, %s and %s".formatted(older.origin(), now.origin()));
    }
    if (older.head().size() > now.head().size()) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "OLD has %d events and NEW has %d: if OLD was signed earlier, the log was set back"
              .formatted(older.head().size(), now.head().size()));
    }
  }

  private static ConsistencyProof proven(ProvableStore store, TreeHead older, TreeHead now) {
    try {
      return store.tree(now).consistency(older);
    } catch (UnprovenException e) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "the log of NEW, %d events, does not begin with the %d events of OLD: it was changed, or shows you another than it showed before; keep both checkpoints, they prove it"
              .formatted(now.size(), older.size()));
    } catch (DamagedTilesException e) {
      checkOwn(store, now);
      throw e;
    }
  }

  /** Refuses a checkpoint that is not of this store's log, where the tiles are in order. */
  private static void checkOwn(ProvableStore store, TreeHead now) {
    TreeHead latest = Checkpoint.parse(store.latest().text()).head();
    if (now.size() <= latest.size()) {
      try {
        var _ = store.tree(latest).consistency(now);
      } catch (UnprovenException e) {
        throw CommandException.withExit(
            Exit.VERIFICATION_FAILED,
            "NEW, %d events, is signed, but is not of the log in this store, whose latest checkpoint has %d events: one key has signed two histories; keep both checkpoints, they prove it"
                .formatted(now.size(), latest.size()));
      }
    }
  }

  private void report(Checkpoint now, ConsistencyProof proven) {
    if (proof) {
      proven.hashes().forEach(hash -> ledger.out().line(hash.toBase64()));
      return;
    }
    switch (output.format) {
      case PLAIN, TABLE ->
          ledger
              .out()
              .line(
                  String.format(
                      Locale.ROOT,
                      "CONSISTENT: the log %s of %,d events begins with all %,d that were signed before, unchanged (%d hashes).",
                      now.origin(),
                      proven.newSize(),
                      proven.oldSize(),
                      proven.hashes().size()));
      case JSON, JSONL -> {
        JsonObject object =
            new JsonObject(ledger.out())
                .string("verdict", "consistent")
                .string("origin", now.origin())
                .number("old_size", proven.oldSize())
                .number("new_size", proven.newSize())
                .strings("hashes", proven.hashes().stream().map(Hash::toBase64).toList());
        object.close();
        ledger.out().text("\n");
      }
    }
  }
}
