package dev.cairn.cli;

import dev.cairn.log.EventLog;
import dev.cairn.merkle.Checkpoint;
import dev.cairn.merkle.SignedNote;
import dev.cairn.proofs.Checkpoints;
import dev.cairn.proofs.LogSigner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs the store and prints its checkpoint. */
@Command(
    name = "checkpoint",
    description =
        "Sign the events of the store, if there are new ones, and print the "
            + "checkpoint: a note that says how many events the log has and what is in "
            + "them. Who keeps it can prove later that the log was changed or cut. The keys "
            + "are made when they are first needed.")
final class CheckpointCommand implements Callable<Integer> {

  @Option(names = "--show", description = "Print the latest checkpoint; nothing is signed.")
  private boolean show;

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  CheckpointCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (show) {
      print(latest(), false);
    } else {
      Signing signing = new Signing(ledger, keys.folder(ledger.console().env()));
      try (EventLog log = signing.log()) {
        LogSigner.Signing done = signing.sign(log).orElseThrow(this::elsewhere);
        print(done.note(), done.isNew());
      }
    }
    return Exit.OK;
  }

  private CommandException elsewhere() {
    return CommandException.withExit(
        Exit.UNAVAILABLE,
        "another process makes the tree of %s, and signs it if anybody does; 'ledger checkpoint --show' prints its latest checkpoint"
            .formatted(ledger.folder()));
  }

  private SignedNote latest() {
    Path store = ledger.folder();
    ledger.openForReading().close();
    return Checkpoints.of(ledger.access().disk(), store)
        .latest()
        .orElseThrow(() ->
            CommandException.notFound(
                "%s has never been signed; 'ledger checkpoint' signs it".formatted(store)));
  }

  private void print(SignedNote note, boolean isNew) {
    switch (output.format) {
      case PLAIN, TABLE -> ledger.out().text(note.toString());
      case JSON, JSONL -> {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        new JsonObject(ledger.out())
            .string("origin", checkpoint.origin())
            .number("size", checkpoint.head().size())
            .string("root", checkpoint.head().root().toBase64())
            .bool("new", isNew)
            .string("note", note.toString())
            .close();
        ledger.out().text("\n");
      }
    }
  }
}
