package dev.cairn.cli;

import dev.cairn.AppendResult;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.MissingStoreException;
import dev.cairn.log.LogImport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes events from JSON Lines or from another store. */
@Command(
    name = "import",
    description =
        "Make a new store from the lines of an export, with the ids, positions, versions and times"
            + " that they tell; all or nothing. With --append, record events as new ones in a store.")
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The lines; - for standard input, or the folder of another store.")
  private @Nullable String file;

  @Option(
      names = "--append",
      description =
          "Append to the store, which gives them positions, versions and times of its own; the old"
              + " ones are kept in the metadata. A line needs no more than a type. To run it again"
              + " changes nothing.")
  private boolean append;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "With --append, the stream of lines that name none (default: ledger).")
  private @Nullable String stream;

  @Option(
      names = "--dry-run",
      description = "Do everything but keep it: whatever would be refused is refused.")
  private boolean dryRun;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  private final Ledger ledger;

  ImportCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw CommandException.usage("import needs a file, - or the folder of a store");
    }
    if (stream != null && !append) {
      throw CommandException.usage("--stream goes with --append; a new store takes what lines say");
    }
    try (ImportSource source = ImportSource.of(ledger, file, !append);
        Progress shown = new Progress(ledger.console(), progress, "importing")) {
      if (append) {
        append(source, file, shown);
      } else {
        make(source, file, shown);
      }
    }
    return Exit.OK;
  }

  private void make(ImportSource source, String from, Progress shown) {
    checkNoStore();
    try (ImportLines lines = new ImportLines(source, ledger.access().limits());
        LogImport target = ledger.access().create(ledger.folder())) {
      String events = events(new NewStoreImport(lines, target).run(shown));
      if (dryRun) {
        say("Would import %s from %s to %s.".formatted(events, from, ledger.folder()));
        return;
      }
      LogImport.Report report = target.finish();
      String head = Text.position(report.head());
      say(
          "Imported %s from %s to %s: store %s, up to %s."
              .formatted(events, from, ledger.folder(), report.store(), head));
    }
  }

  private void checkNoStore() {
    try {
      ledger.access().read(ledger.folder()).reader().close();
    } catch (MissingStoreException e) {
      return;
    }
    throw CommandException.withExit(
        Exit.CONFLICT,
        "there is a store at %s already; import to another --store, or --append to this one"
            .formatted(ledger.folder()));
  }

  private void append(ImportSource source, String from, Progress shown) {
    AppendImport work =
        new AppendImport(
            source,
            Inputs.stream(stream == null ? "ledger" : stream),
            ledger.access().limits(),
            AppendImport.EVENTS_MAX);
    work.validate();
    try (EventReader reader = ledger.openForReading()) {
      work.check(reader);
    } catch (MissingStoreException e) {
      // There is nothing that could contradict.
    }
    if (!dryRun) {
      try (EventStore store = ledger.openForAppend()) {
        work.append(store, shown);
      }
    }
    say(
        "%s %s from %s to %s%s%s."
            .formatted(
                dryRun ? "Would append" : "Appended",
                events(work.count() - work.repeated()),
                from,
                ledger.folder(),
                work.done().map(ImportCommand::where).orElse(""),
                repeated(work)));
  }

  private static String where(AppendResult done) {
    return ": " + Text.position(done.first()) + " to " + Text.position(done.last());
  }

  private static String repeated(AppendImport work) {
    return work.repeated() == 0
        ? ""
        : "; %s of this import %s there already"
            .formatted(events(work.repeated()), work.repeated() == 1 ? "was" : "were");
  }

  private static String events(long count) {
    return count == 1 ? "1 event" : count + " events";
  }

  private void say(String sentence) {
    ledger.out().line(sentence);
  }
}
