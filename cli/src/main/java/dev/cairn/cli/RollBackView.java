package dev.cairn.cli;

import dev.cairn.flow.SqliteView;
import dev.cairn.flow.StreamSummaryProjection;
import dev.cairn.flow.ViewRebuild;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Puts the tables back that served before a view was made anew. */
@Command(
    name = "rollback",
    description =
        "Put the tables back that served before the last rebuild, in one transaction. They are as "
            + "of then; 'ledger project' brings them level again.")
final class RollBackView implements Callable<Integer> {

  private final ProjectCommand project;

  RollBackView(ProjectCommand project) {
    this.project = project;
  }

  @Override
  public Integer call() {
    Path path = project.existing();
    try (SqliteView view = SqliteView.open(path)) {
      ViewRebuild.rollBack(view, new StreamSummaryProjection().name());
    }
    return Exit.OK;
  }
}
