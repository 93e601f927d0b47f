package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two projectors, each with connections of its own, keep the same tables in the same file. */
final class SharedViewTest {

  private static final Duration LONG = Eventually.WAIT_MAX;

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("view.db");
  }

  @Test
  void eachEventIsAppliedByOneOfThem() throws InterruptedException {
    ProjectorOptions small = ProjectorOptions.DEFAULT.withBatchEventsMax(7);
    try (SqliteView one = SqliteView.open(file);
        SqliteView two = SqliteView.open(file);
        Projector first = Projector.of(store, counting, one, small);
        Projector second = Projector.of(store, counting, two, small)) {
      first.start();
      second.start();
      for (int i = 0; i < 50; i++) {
        Events.append(store, 20, 3);
      }
      first.awaitApplied(store.head(), LONG);
      second.awaitApplied(store.head(), LONG);
      assertEquals(Events.counts(store), counting.read(one));
      assertEquals(1_000, first.status().handled() + second.status().handled());
    }
  }

  /** The second one has read a batch; before it can begin its transaction, the first commits it. */
  @Test
  void oneThatComesTooLateFindsTheCheckpointMovedAndCountsNothing() throws InterruptedException {
    AtomicReference<Runnable> beforeNextStep = new AtomicReference<>(() -> {});
    StepConnector held = new StepConnector(new BeforeNextStep(beforeNextStep));
    try (SqliteView one = SqliteView.open(file);
        SqliteView two = SqliteView.open(file, InstantSource.system(), held);
        Projector first = Projector.of(store, counting, one);
        Projector second = Projector.of(store, counting, two)) {
      first.catchUp();
      second.start();
      Eventually.holds(
          "the second one waits for events", () -> second.state() instanceof ProcessorState.Live);
      beforeNextStep.set(() -> catchUp(first));
      second.awaitApplied(Events.append(store, 5, 1), LONG);
      assertEquals(5, first.status().handled());
      assertEquals(0, second.status().handled());
      second.awaitApplied(Events.append(store, 1, 1), LONG);
      assertEquals(1, second.status().handled());
      assertEquals(Events.counts(store), counting.read(one));
    }
  }

  /** Runs what it finds there, once. */
  private record BeforeNextStep(AtomicReference<Runnable> action) implements StepConnector.Steps {

    @Override
    public void before(String step) {
      action.getAndSet(() -> {}).run();
    }

    @Override
    public void after(String step) {}
  }

  private static void catchUp(Projector projector) {
    try {
      projector.catchUp();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneOfAnotherVersionIsToldInsteadOfTakingTheTablesBack() throws InterruptedException {
    Events.append(store, 5, 1);
    try (SqliteView view = SqliteView.open(file);
        Projector old = Projector.of(store, counting, view);
        Projector young = Projector.of(store, counting.withVersion(2), view)) {
      old.start();
      old.awaitApplied(store.head(), LONG);
      young.start();
      young.awaitApplied(store.head(), LONG);
      young.awaitApplied(Events.append(store, 1, 1), LONG);
      ProjectionFailedException failure =
          assertThrows(ProjectionFailedException.class, old::awaitEnd);
      assertInstanceOf(ViewUnusableException.class, failure.getCause());
      Messages.assertSays("version 2", failure);
      young.awaitApplied(Events.append(store, 1, 1), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
  }

  @Test
  void aLockHeldBySomebodyElseDelaysItAndDoesNotKeepItFromEnding() throws Exception {
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, counting, view)) {
      projector.catchUp();
      try (Connection stranger = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = stranger.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        Events.append(store, 1, 1);
        projector.start();
        assertThrows(
            ProjectionTimeoutException.class,
            () -> projector.awaitApplied(store.head(), Duration.ofMillis(300)));
        projector.stop();
        assertInstanceOf(ProcessorState.Stopped.class, projector.state());
        projector.start();
        statement.execute("ROLLBACK");
      }
      projector.awaitApplied(store.head(), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
  }
}
