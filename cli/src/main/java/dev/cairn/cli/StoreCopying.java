package dev.cairn.cli;

import dev.cairn.log.CheckReport;
import dev.cairn.log.LogBackup;
import java.nio.file.Path;

/**
 * What backup and restore share.
 *
 * @param ledger the command line
 * @param progress whether progress was asked for
 */
record StoreCopying(Ledger ledger, boolean progress) {

  LogBackup.Report copy(Path from, Path to) {
    try (Progress shown = new Progress(ledger.console(), progress, "copying", "bytes")) {
      return ledger.access().copy(from, to, shown::at);
    }
  }

  /** Refuses a store in which not every line is sound. */
  void verify(Path folder) {
    CheckReport report;
    try (Progress shown = new Progress(ledger.console(), progress, "checking")) {
      report = ledger.access().check(folder, shown::at);
    }
    if (!report.isClean()) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "%s is damaged: %s".formatted(folder, report.damages().getFirst().getMessage()));
    }
  }

  void print(String done, Path from, Path to, LogBackup.Report report, Format format) {
    switch (format) {
      case PLAIN, TABLE ->
          ledger
              .out()
              .line(
                  "%s %s to %s, up to %s: %d bytes in %d %s."
                      .formatted(
                          done,
                          from,
                          to,
                          Text.position(report.head()),
                          report.bytes(),
                          report.segments(),
                          report.segments() == 1 ? "segment" : "segments"));
      case JSON, JSONL -> {
        new JsonObject(ledger.out())
            .string("from", from.toString())
            .string("to", to.toString())
            .position("head", report.head())
            .number("bytes", report.bytes())
            .number("segments", report.segments())
            .close();
        ledger.out().text("\n");
      }
    }
  }
}
