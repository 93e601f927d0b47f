package dev.cairn.cli;

import dev.cairn.CorruptStoreException;
import dev.cairn.log.CheckReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads every byte of the store and says whether it is what was written. */
@Command(name = "check", description = "Check every line of the store; changes nothing.")
final class CheckCommand implements Callable<Integer> {

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  CheckCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    CheckReport report;
    try (Progress shown = new Progress(ledger.console(), progress, "checking")) {
      report = ledger.access().check(ledger.folder(), shown::at);
    }
    switch (output.format) {
      case PLAIN, TABLE -> plain(report);
      case JSON, JSONL -> json(report);
    }
    if (report.isClean()) {
      return Exit.OK;
    }
    ledger.out().flush();
    throw CommandException.withExit(
        Exit.VERIFICATION_FAILED,
        "the check of %s found %d damaged %s"
            .formatted(
                ledger.folder(),
                report.damages().size(),
                report.damages().size() == 1 ? "place" : "places"));
  }

  private void plain(CheckReport report) {
    for (CorruptStoreException damage : report.damages()) {
      ledger.out().line(String.valueOf(damage.getMessage()));
    }
    ledger
        .out()
        .line(
            "%s: %d events in %d %s, %d bytes, head %s"
                .formatted(
                    report.isClean() ? "Clean" : "Damaged",
                    report.events(),
                    report.segments(),
                    report.segments() == 1 ? "segment" : "segments",
                    report.bytes(),
                    Text.position(report.head())));
  }

  private void json(CheckReport report) {
    JsonObject object =
        new JsonObject(ledger.out())
            .bool("clean", report.isClean())
            .number("events", report.events())
            .number("segments", report.segments())
            .number("bytes", report.bytes())
            .position("head", report.head());
    JsonObject.Items damages = object.items("damages");
    for (CorruptStoreException damage : report.damages()) {
      damages
          .next()
          .string("file", damage.file())
          .number("line", damage.line())
          .number("from", damage.from())
          .number("to", damage.to())
          .position("position", damage.position())
          .string("reason", damage.reason())
          .close();
    }
    damages.close();
    object.close();
    ledger.out().text("\n");
  }
}
