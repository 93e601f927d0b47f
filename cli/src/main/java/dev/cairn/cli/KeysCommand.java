package dev.cairn.cli;

import dev.cairn.EventStore;
import dev.cairn.log.EventLog;
import dev.cairn.merkle.VerifierKey;
import dev.cairn.proofs.KeyRotated;
import dev.cairn.proofs.LogKeys;
import dev.cairn.proofs.LogVerifiers;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The commands about the keys of the log. */
@Command(
    name = "keys",
    description =
        "Show the public keys that the log is verified with, which are to be given "
            + "away; or replace them. The private ones never leave their folder.",
    synopsisSubcommandLabel = "[COMMAND]")
final class KeysCommand implements Callable<Integer> {

  @Mixin private final KeysOption keys = new KeysOption();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  private KeysCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    return new CommandLine(new KeysCommand(ledger))
        .addSubcommand("rotate", new Rotate(ledger))
        .addSubcommand("retire", new Retire(ledger));
  }

  @Override
  public Integer call() {
    Path folder = keys.folder(ledger.console().env());
    try (EventLog log = ledger.openForReading()) {
      LogVerifiers known =
          LogKeys.verifiers(ledger.access().disk(), folder, log.id())
              .orElseThrow(() ->
                  CommandException.notFound(
                      "%s has no keys of %s; they are made when it is first signed: ledger checkpoint"
                          .formatted(folder, log.origin())));
      print(known);
    }
    return Exit.OK;
  }

  private void print(LogVerifiers known) {
    Printer<KeyView.Row> printer = new Printer<>(new KeyView(), output.format, ledger.out());
    for (VerifierKey key : known.active()) {
      printer.print(new KeyView.Row(key, true));
    }
    for (VerifierKey key : known.retired()) {
      printer.print(new KeyView.Row(key, false));
    }
    printer.end();
  }

  /** Changes the keys, tells the log, and signs it by the keys of now. */
  private static Integer change(Ledger ledger, KeysOption keys, Consumer<LogKeys> change) {
    Signing signing = new Signing(ledger, keys.folder(ledger.console().env()));
    try (EventLog log = signing.log()) {
      LogKeys changed = signing.keys(log);
      change.accept(changed);
      LogVerifiers now = changed.verifiers();
      try (EventStore store = ledger.openForAppend()) {
        var _ = KeyRotated.tell(store, now);
      }
      now.active().forEach(key -> ledger.out().line(key.toString()));
      ledger.out().flush();
      if (signing.sign(log).isEmpty()) {
        ledger
            .console()
            .note(
                "another process makes the tree of %s; if it signs, its next checkpoint is signed with these"
                    .formatted(ledger.folder()));
      }
    }
    return Exit.OK;
  }

  /** Adds a pair of keys. */
  @Command(
      name = "rotate",
      description =
          "Make a new pair of keys, which signs beside the old one until that is "
              + "retired, and tell the log. Prints the public keys that sign now: give them "
              + "to all who verify.")
  static final class Rotate implements Callable<Integer> {

    @Mixin private final KeysOption keys = new KeysOption();

    private final Ledger ledger;

    Rotate(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      return change(ledger, keys, LogKeys::rotate);
    }
  }

  /** Ends the older pair. */
  @Command(
      name = "retire",
      description =
          "End the older of two pairs of keys and tell the log. Its private keys are "
              + "deleted; the public ones stay known, for what they signed. Do it when all "
              + "who verify have the new ones.")
  static final class Retire implements Callable<Integer> {

    @Mixin private final KeysOption keys = new KeysOption();

    private final Ledger ledger;

    Retire(Ledger ledger) {
      this.ledger = ledger;
    }

    @Override
    public Integer call() {
      return change(ledger, keys, LogKeys::retire);
    }
  }
}
