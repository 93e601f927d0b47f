package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ProjectorsTest {

  private static final Duration LONG = Eventually.WAIT_MAX;

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private final CountingProjection failing =
      counting
          .withName("failing")
          .withBefore(event -> {
            throw new IllegalStateException("broken");
          });

  @Test
  void oneThatFailsHurtsNoOther() throws InterruptedException {
    MemoryView<Long> count =
        MemoryView.of("count", Filter.everything(), 0L, (state, event) -> state + 1);
    try (SqliteView view = SqliteView.open(folder.resolve("view.db"));
        Projectors all =
            Projectors.of(
                Projector.of(store, failing, view),
                Projector.of(store, counting, view),
                Projector.of(store, count))) {
      all.start();
      Position last = Events.append(store, 10, 3);
      Projector healthy = all.find("counts").orElseThrow();
      healthy.awaitApplied(last, LONG);
      assertEquals(Events.counts(store), counting.read(view));
      assertThrows(ProjectionFailedException.class, () -> all.awaitApplied(last, LONG));

      healthy.awaitApplied(Events.append(store, 10, 3), LONG);
      assertEquals(Events.counts(store), counting.read(view));
      all.find("count").orElseThrow().awaitApplied(store.head(), LONG);
      assertEquals(20, count.state());
      assertInstanceOf(ProcessorState.Failed.class, all.find("failing").orElseThrow().state());
      assertTrue(healthy.state().isRunning());
    }
  }

  @Test
  void closingEndsAllOfThem() throws InterruptedException {
    MemoryView<Long> count =
        MemoryView.of("count", Filter.everything(), 0L, (state, event) -> state + 1);
    try (SqliteView view = SqliteView.open(folder.resolve("view.db"))) {
      Projectors all =
          Projectors.of(Projector.of(store, counting, view), Projector.of(store, count));
      all.start();
      all.awaitApplied(Events.append(store, 1, 1), LONG);
      all.close();
      assertEquals(
          List.of(new ProcessorState.Stopped(), new ProcessorState.Stopped()),
          all.status().stream().map(ProcessorStatus::state).toList());
    }
  }

  @Test
  void twoOfOneNameAreRefused() {
    MemoryView<Long> count =
        MemoryView.of("count", Filter.everything(), 0L, (state, event) -> state + 1);
    Projector one = Projector.of(store, count);
    assertThrows(IllegalArgumentException.class, () -> Projectors.of(one, one));
  }
}
