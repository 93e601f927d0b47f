package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.flow.ProcessorStatus;
import dev.cairn.flow.Projector;
import dev.cairn.flow.Projector.Registration;
import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StreamSummaryProjection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Keeps a summary of the streams in a SQLite file; may be ended at any moment. */
@Command(
    name = "project",
    description =
        "Bring a view level with the log: table stream_summary in a SQLite file, one row a stream "
            + "with its version, number of events, last type and last time. The file may be deleted "
            + "at any time.",
    synopsisSubcommandLabel = "[COMMAND]")
final class ProjectCommand implements Callable<Integer> {

  @Option(
      names = "--sqlite",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The view's file; made where it is missing.")
  private @Nullable String file;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with the events to come; ends with Ctrl-C.")
  private boolean follow;

  @Option(names = "--progress", description = "Show progress although stderr is no terminal.")
  private boolean progress;

  @Mixin private final Format.Choice output = new Format.Choice();

  private final Ledger ledger;

  private ProjectCommand(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The command with those below it. */
  static CommandLine of(Ledger ledger) {
    ProjectCommand command = new ProjectCommand(ledger);
    return new CommandLine(command)
        .addSubcommand("rebuild", new RebuildView(ledger, command))
        .addSubcommand("rollback", new RollBackView(command));
  }

  private Path path() {
    if (file == null) {
      throw CommandException.usage("project needs --sqlite FILE");
    }
    return Ledger.path("--sqlite", file);
  }

  /** The view's file, which must be there. */
  Path existing() {
    if (follow || progress) {
      throw CommandException.usage("--follow and --progress are for 'ledger project' alone");
    }
    Path path = path();
    if (!Files.exists(path)) {
      throw CommandException.withExit(
          Exit.NOT_FOUND,
          "no view at %s; 'ledger project --sqlite %s' makes one".formatted(path, path));
    }
    return path;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path path = path();
    try (EventReader reader = follow ? ledger.awaitStore() : ledger.openForReading();
        SqliteView view = SqliteView.open(path);
        Projector projector = Projector.of(reader, new StreamSummaryProjection(), view)) {
      Printer<ProcessorStatus> printer =
          new Printer<>(new ProjectionView(path), output.format, ledger.out());
      printer.print(catchUp(projector));
      printer.end();
      if (follow) {
        ledger.out().flush();
        projector.start();
        projector.awaitEnd();
      }
    }
    return Exit.OK;
  }

  private ProcessorStatus catchUp(Projector projector) throws InterruptedException {
    try (Progress shown = new Progress(ledger.console(), progress, "projecting");
        Registration _ = projector.onApplied(_ -> shown.at(projector.status().handled()))) {
      return projector.catchUp();
    }
  }
}
