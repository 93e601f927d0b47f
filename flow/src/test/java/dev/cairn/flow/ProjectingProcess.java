package dev.cairn.flow;

import dev.cairn.log.LogReader;
import java.nio.file.Path;

/**
 * A process of its own that keeps the stream summary of a store, as {@code ledger project --follow}
 * does: prints how far it is after each batch, and runs until it is killed.
 */
final class ProjectingProcess {

  private ProjectingProcess() {}

  /** Takes the store's folder and the view's file. */
  public static void main(String[] arguments) throws InterruptedException {
    try (LogReader reader = LogReader.open(Path.of(arguments[0]));
        SqliteView view = SqliteView.open(Path.of(arguments[1]));
        Projector projector =
            Projector.of(
                reader,
                new StreamSummaryProjection(),
                view,
                ProjectorOptions.DEFAULT.withBatchEventsMax(10))) {
      projector.onApplied(position -> System.out.println(position));
      projector.start();
      projector.awaitEnd();
    }
  }
}
