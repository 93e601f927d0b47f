package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.MemoryDisk;
import java.nio.file.Path;
import java.time.Duration;

/** A store in memory, a view of it, and operators who steer what keeps the view. */
final class SteeredFixture implements AutoCloseable {

  static final ProjectorOptions OPTIONS =
      ProjectorOptions.DEFAULT.withPollWait(Duration.ofMillis(5));

  final InMemoryEventStore store = new InMemoryEventStore();
  final MemoryDisk disk = new MemoryDisk();
  final StateFolder state = StateFolder.of(disk, Path.of("/store"));
  final ProcessorControl control = ProcessorControl.over(store, "ann");
  final CountingProjection counting =
      CountingProjection.counting().withFilter(Filter.category("account"));
  final SqliteView view;

  SteeredFixture(Path folder) {
    view = SqliteView.open(folder.resolve("view.db"));
  }

  Projector steered(Projection projection, ProjectorOptions options) {
    return Projector.steered(store, state, projection, view, options);
  }

  @Override
  public void close() {
    view.close();
    store.close();
  }
}
