package dev.cairn.cli;

import dev.cairn.log.CheckReport;
import dev.cairn.log.LogBackup;
import java.nio.file.Path;

/**
 * What backup and restore share.
 *
 * @param ledger the command line
 * @param progress whether progress was asked for
 * @param verify whether every line of what is copied is read
 */
record StoreCopying(Ledger ledger, boolean progress, boolean verify) {

  /** Copies what can be shown of a store; says what cannot. */
  LogBackup.Report copy(Path from, Path to) {
    ledger.openForReading(from).close();
    try (Progress shown = new Progress(ledger.console(), progress, "copying", "bytes")) {
      return ledger.access().copy(from, to, shown::at);
    }
  }

  /** Refuses a copy in which not every line is sound, or which is not whole. */
  void verify(Path folder) {
    CheckReport report;
    try (Progress shown = new Progress(ledger.console(), progress, "checking")) {
      report = ledger.access().verify(folder, shown::at);
    }
    if (!report.isClean()) {
      throw CommandException.withExit(
          Exit.VERIFICATION_FAILED,
          "%s is not a sound copy of a store: %s"
              .formatted(folder, report.damages().getFirst().getMessage()));
    }
  }

  void print(String done, Path from, Path to, LogBackup.Report report, Format format) {
    switch (format) {
      case PLAIN, TABLE ->
          ledger
              .out()
              .line(
                  "%s %s to %s: store %s, up to %s, %d bytes in %d %s%s."
                      .formatted(
                          done,
                          from,
                          to,
                          report.store(),
                          Text.position(report.head()),
                          report.bytes(),
                          report.segments(),
                          report.segments() == 1 ? "segment" : "segments",
                          verify ? ", verified" : ""));
      case JSON, JSONL -> {
        new JsonObject(ledger.out())
            .string("from", from.toString())
            .string("to", to.toString())
            .string("store", report.store().toString())
            .position("head", report.head())
            .number("bytes", report.bytes())
            .number("segments", report.segments())
            .bool("verified", verify)
            .close();
        ledger.out().text("\n");
      }
    }
  }
}
