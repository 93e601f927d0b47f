package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.eventually;
import static dev.cairn.flow.SteeredFixture.OPTIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a projector in trouble does to others, and what can be seen and done meanwhile. */
final class ProjectorTroubleTest {

  private static final Duration LONG = Eventually.WAIT_MAX;
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration VERY_LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private SteeredFixture fixture;
  private InMemoryEventStore store;
  private StateFolder state;
  private ProcessorControl control;
  private CountingProjection counting;
  private SqliteView view;

  @BeforeEach
  void open() {
    fixture = new SteeredFixture(folder);
    store = fixture.store;
    state = fixture.state;
    control = fixture.control;
    counting = fixture.counting;
    view = fixture.view;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ProjectorOptions passing(Duration pause) {
    return OPTIONS.withRetry(
        RetryPolicy.STANDARD.withKinds(_ -> RetryPolicy.Kind.PASSING).withPauses(pause, pause));
  }

  @Test
  void oneThatRestsHoldsUpNoOtherProjectionOfTheFile() throws InterruptedException {
    CountingProjection failing =
        counting
            .withName("failing")
            .withBefore(event -> {
              throw new IOException("not reachable");
            });
    try (Projector bad = Projector.of(store, failing, view, passing(VERY_LONG));
        Projector good = Projector.of(store, counting, view, OPTIONS)) {
      Events.append(store, 5, 1);
      bad.start();
      eventually("it rests", () -> !bad.status().retrying().isEmpty());
      good.start();
      good.awaitApplied(Events.append(store, 5, 1), LONG);
    }
  }

  @Test
  void aNoteThatCannotBeWrittenStopsNoProjector() throws Exception {
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      var _ = projector.catchUp();
    }
    fixture.disk.setCapacity(fixture.disk.used());
    Position last = Events.append(store, 5, 1);
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      assertEquals(last, projector.catchUp().position());
      assertEquals(1, log.messages(Level.WARNING).size());
    }
    fixture.disk.setCapacity(Long.MAX_VALUE);
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      var _ = projector.catchUp();
    }
    assertEquals(last, state.stand("counts").orElseThrow().position());
  }

  @Test
  void oneThatIsPausedIsNotBroughtLevelAndSaysSo() throws InterruptedException {
    Position first = Events.append(store, 5, 1);
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      var _ = projector.catchUp();
      control.pause("counts", "the disk is needed");
      Position last = Events.append(store, 5, 1);
      ProjectionPausedException paused =
          assertThrows(ProjectionPausedException.class, projector::catchUp);
      assertEquals("the disk is needed", paused.reason());
      assertEquals(Map.of("account-0", first.sequence()), counting.read(view));
      control.resume("counts");
      assertTrue(!last.isAfter(projector.catchUp().position()));
    }
  }

  @Test
  void nothingIsTriedAgainOnceAllIsApplied() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    CountingProjection failing =
        counting.withBefore(event -> {
          if (failures.get() < 2 && event.position().sequence() == 3 - failures.get()) {
            failures.incrementAndGet();
            throw new IOException("not reachable");
          }
        });
    Position last = Events.append(store, 5, 1);
    try (Projector projector = Projector.of(store, failing, view, passing(AT_ONCE))) {
      projector.start();
      projector.awaitApplied(last, LONG);
      assertEquals(2, failures.get());
      assertEquals(List.of(), projector.status().retrying());
    }
  }

  @Test
  void triesThatAreCountedEndWhereverTheyFail() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountingProjection failing =
        counting.withBefore(event -> {
          if (event.position().sequence() == 2 + tries.get() % 2) {
            tries.incrementAndGet();
            throw new IOException("not reachable");
          }
        });
    Events.append(store, 5, 1);
    RetryPolicy four = RetryPolicy.STANDARD.withAttemptsMax(4).withPauses(AT_ONCE, AT_ONCE);
    try (Projector projector = Projector.of(store, failing, view, OPTIONS.withRetry(four))) {
      projector.start();
      assertThrows(ProjectionFailedException.class, projector::awaitEnd);
      assertEquals(4, tries.get());
    }
  }

  @Test
  void ordersAreHeardWhileItRestsAfterAFailure() throws InterruptedException {
    CountingProjection failing =
        counting.withBefore(event -> {
          if (event.type().value().equals("Bad")) {
            throw new IOException("not reachable");
          }
        });
    Position bad = Events.append(store, "account-1", "Bad");
    Position last = Events.append(store, "account-1", "Counted");
    try (Projector projector = fixture.steered(failing, passing(VERY_LONG))) {
      projector.start();
      eventually("it rests", () -> !projector.status().retrying().isEmpty());
      control.pause("counts", "look at it first");
      eventually("it is paused", () -> projector.state() instanceof ProcessorState.Paused);
      control.skip("counts", bad, "written by a broken client");
      control.resume("counts");
      projector.awaitApplied(last, LONG);
    }
  }

  @Test
  void oneThatCannotBeOpenedAndIsTriedAgainIsKnownToOperators() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    Projection closed = new Closed(counting, down);
    try (Projector projector = fixture.steered(closed, passing(AT_ONCE))) {
      projector.start();
      eventually("it is listed", () -> ProcessorControl.names(store).contains("counts"));
      eventually("it runs", () -> state.isRunning("counts"));
      eventually("it fails", () -> projector.status().lastError().contains("no such driver"));
      down.set(false);
      projector.awaitApplied(Events.append(store, 1, 1), LONG);
    }
  }

  /** Cannot be opened at first. */
  private record Closed(CountingProjection projection, AtomicBoolean down) implements Projection {

    @Override
    public String name() {
      return projection.name();
    }

    @Override
    public int version() {
      return projection.version();
    }

    @Override
    public void create(Connection connection) throws SQLException {
      projection.create(connection);
    }

    @Override
    public ProjectionSession open(Connection connection) throws SQLException {
      if (down.get()) {
        throw new SQLException("no such driver");
      }
      return projection.open(connection);
    }
  }

  @Test
  void aNameIsOfAProcessorOrOfAProjection() throws InterruptedException {
    Events.append(store, "account-1", "Counted");
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      var _ = projector.catchUp();
    }
    Recorder recorder = new Recorder();
    ProcessorSpec spec = ProcessorSpec.of("counts", Filter.category("account"), recorder);
    try (Processor processor = Processor.of(store, spec, state, ProcessorFixture.OPTIONS)) {
      processor.start();
      eventually("it refuses", () -> processor.status().lastError().contains("is the name of"));
      assertEquals(List.of(), recorder.positions());
    }
    ProcessorSpec other = ProcessorSpec.of("other", Filter.category("account"), recorder);
    try (Processor processor = Processor.of(store, other, state, ProcessorFixture.OPTIONS)) {
      processor.start();
      assertTrue(processor.awaitSettled(store.head(), LONG));
    }
    try (Projector projector = fixture.steered(counting.withName("other"), OPTIONS)) {
      assertThrows(ProjectionFailedException.class, projector::catchUp);
    }
  }
}
