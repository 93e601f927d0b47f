package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.flow.ProjectorOptions;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StreamSummaryProjection;
import dev.cairn.flow.ViewComparison;
import dev.cairn.flow.ViewRebuild;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a view anew beside the one that serves, and puts it in its place. */
@Command(
    name = "rebuild",
    description =
        "Make the view anew from the log in a second file beside it, compare both, and put the "
            + "new tables in the place of the old ones in one transaction. Until then whoever reads "
            + "the view, or keeps it level, notices nothing. Where rows differ it asks first, on a "
            + "terminal; elsewhere --yes is needed. It may be ended, and then goes on there.")
final class RebuildView implements Callable<Integer> {

  @Option(
      names = "--compare",
      description = "Compare, and leave the view as it is; exit code 6 where rows differ.")
  private boolean compareOnly;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Confirmation confirmation = new Confirmation();

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;
  private final ProjectCommand project;

  RebuildView(Ledger ledger, ProjectCommand project) {
    this.ledger = ledger;
    this.project = project;
  }

  @Override
  public Integer call() throws IOException {
    Path path = project.existing();
    try (EventReader log = ledger.openForReading();
        SqliteView view = SqliteView.open(path);
        ViewRebuild rebuild =
            ViewRebuild.of(log, new StreamSummaryProjection(), view, ProjectorOptions.DEFAULT)) {
      build(rebuild);
      ViewComparison comparison = rebuild.compare();
      print(comparison);
      if (compareOnly) {
        return comparison.isSame() ? Exit.OK : Exit.VERIFICATION_FAILED;
      }
      if (!comparison.isSame()) {
        confirmation.require(
            ledger,
            "put tables with other rows in the place of those in " + path,
            "put the new tables in the place of those in %s? Type yes:".formatted(path),
            "yes",
            "nothing was changed");
      }
      var _ = rebuild.switchOver();
      ledger
          .console()
          .note(
              "the new tables serve in %s; 'ledger project rollback --sqlite %s' puts the old ones back"
                  .formatted(path, path));
    }
    return Exit.OK;
  }

  private void build(ViewRebuild rebuild) {
    try (Progress shown = new Progress(ledger.console(), progress, "rebuilding")) {
      rebuild.onProgress(at -> shown.at(at.position().sequence()));
      var _ = rebuild.build();
    }
  }

  private void print(ViewComparison comparison) {
    Printer<ComparedTableView.Row> printer =
        new Printer<>(new ComparedTableView(), output.format, ledger.out());
    ComparedTableView.rows(comparison).forEach(printer::print);
    printer.end();
    ledger.out().flush();
  }
}
