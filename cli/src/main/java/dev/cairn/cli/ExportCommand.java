package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.log.LogExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes events as JSON Lines, for other stores and other programs. */
@Command(
    name = "export",
    description =
        "Write events as JSON Lines, oldest first, as of this moment and also while others append:"
            + " all of them, or those that are selected. 'import' takes them back.")
final class ExportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where the lines go; - for standard output (default).")
  private String target = "-";

  @Mixin private final SelectionOptions options = new SelectionOptions();

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  private final Ledger ledger;

  ExportCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Integer call() {
    Selection selection = options.selection(false);
    if (!target.equals("-")) {
      toFile(selection, Ledger.path("export", target));
      return Exit.OK;
    }
    if (overwrite) {
      throw CommandException.usage("--overwrite goes with a file");
    }
    try (EventReader reader = ledger.openForReading()) {
      selection.visit(reader, Long.MAX_VALUE, event -> LogExport.write(event, ledger.out()));
    } catch (IOException e) {
      throw new IllegalStateException("standard output reports its errors otherwise", e);
    }
    return Exit.OK;
  }

  private void toFile(Selection selection, Path file) {
    Tally tally = new Tally();
    try (EventReader reader = ledger.openForReading();
        NewFile out = NewFile.create(ledger.access().disk(), file, overwrite);
        Progress shown = new Progress(ledger.console(), progress, "exporting")) {
      selection.visit(
          reader,
          Long.MAX_VALUE,
          event -> {
            LogExport.write(event, out);
            shown.at(tally.add(event));
          });
      out.finish();
    } catch (IOException e) {
      throw NewFile.unwritable(file, e);
    }
    ledger.out().line("Exported %s to %s.".formatted(tally, file));
  }
}
