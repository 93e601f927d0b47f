package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.eventually;
import static dev.cairn.flow.SteeredFixture.OPTIONS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.InvalidNameException;
import dev.cairn.Position;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Projectors that operators see and steer as they do processors. */
final class SteeredProjectorTest {

  private static final Duration LONG = Eventually.WAIT_MAX;

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

  @Test
  void itIsKnownToOperatorsWithWhatItDoesAndHowFarItIs() throws Exception {
    Position last = Events.append(store, 3, 1);
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      projector.catchUp();
      projector.start();
      projector.awaitApplied(last, LONG);
      eventually("it runs", () -> state.isRunning("counts"));
    }
    assertFalse(state.isRunning("counts"));
    assertEquals(Set.of("counts"), ProcessorControl.names(store));
    ProcessorNotes notes = ProcessorControl.notes(store, "counts");
    assertEquals("keeps a view in view.db", notes.purpose());
    assertTrue(notes.keepsView());
    assertEquals(store.head(), state.stand("counts").orElseThrow().position());
    assertEquals(Map.of("account-0", 3L), counting.read(view));
  }

  @Test
  void whatItNotesIsNotedOnce() throws InterruptedException {
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      projector.catchUp();
      Position head = store.head();
      projector.catchUp();
      assertEquals(head, store.head());
    }
  }

  @Test
  void itRestsUntilItMayGoOn() throws InterruptedException {
    Position first = Events.append(store, "account-1", "Counted");
    try (Projector projector = fixture.steered(counting, OPTIONS)) {
      projector.start();
      projector.awaitApplied(first, LONG);
      control.pause("counts", "the disk is needed");
      eventually("it rests", () -> projector.state() instanceof ProcessorState.Paused);
      assertEquals(new ProcessorState.Paused("the disk is needed"), projector.state());
      Position later = Events.append(store, "account-1", "Counted");
      assertThrows(
          ProjectionTimeoutException.class,
          () -> projector.awaitApplied(later, Duration.ofMillis(50)));
      control.resume("counts");
      projector.awaitApplied(later, LONG);
    }
    assertEquals(Map.of("account-1", 2L), counting.read(view));
  }

  @Test
  void anEventThatCannotBeAppliedIsLeftOutOnlyIfAnOperatorSaysSo() throws Exception {
    CountingProjection failing =
        counting.withBefore(event -> {
          if (event.type().value().equals("Bad")) {
            throw new IllegalStateException("cannot read it");
          }
        });
    Events.append(store, "account-1", "Counted");
    Position bad = Events.append(store, "account-1", "Bad");
    Position last = Events.append(store, "account-1", "Counted");
    try (Projector projector = fixture.steered(failing, OPTIONS)) {
      projector.start();
      assertThrows(ProjectionFailedException.class, () -> projector.awaitApplied(last, LONG));
      projector.start();
      assertThrows(ProjectionFailedException.class, () -> projector.awaitApplied(last, LONG));
      assertEquals(Map.of(), counting.read(view));
      assertEquals(
          "projection 'counts' failed at position %s, event Bad of stream account-1: cannot read it"
              .formatted(bad),
          state.failure("counts").orElseThrow());

      control.skip("counts", bad, "written by a broken client");
      projector.start();
      projector.awaitApplied(last, LONG);
    }
    assertEquals(Optional.empty(), state.failure("counts"));
    assertEquals(Map.of("account-1", 2L), counting.read(view));
    assertEquals(List.of(), ProcessorControl.notes(store, "counts").parked());
  }

  @Test
  void aResetEmptiesTheViewAndMakesItAnew() throws InterruptedException {
    AtomicBoolean blind = new AtomicBoolean(true);
    CountingProjection forgetful =
        counting
            .withFilter(Filter.everything())
            .withName("forgetful")
            .withBefore(event -> {
              if (blind.get() && event.type().value().equals("Bad")) {
                throw new IllegalStateException("does not know it yet");
              }
            });
    Position bad = Events.append(store, "account-1", "Bad");
    Position last = Events.append(store, "account-1", "Counted");
    try (Projector projector = fixture.steered(forgetful, OPTIONS)) {
      projector.start();
      assertThrows(ProjectionFailedException.class, () -> projector.awaitApplied(last, LONG));
      control.skip("forgetful", bad, "not known yet");
      projector.start();
      projector.awaitApplied(last, LONG);
      assertEquals(1, forgetful.read(view).get("account-1"));

      blind.set(false);
      OrderRefusedException refused =
          assertThrows(
              OrderRefusedException.class, () -> control.reset("forgetful", bad, "once more"));
      assertTrue(refused.toString().contains("begin again behind 0"), refused::toString);
      control.reset("forgetful", Position.START, "the code knows it now");
      eventually("made anew", () -> Long.valueOf(2).equals(forgetful.read(view).get("account-1")));
      projector.awaitApplied(store.head(), LONG);
      assertEquals(Events.counts(store), forgetful.read(view));
    }
  }

  @Test
  void aFailureThatMayPassIsTriedAgainAndSeen() throws InterruptedException {
    AtomicBoolean down = new AtomicBoolean(true);
    CountingProjection failing =
        counting.withBefore(event -> {
          if (down.get()) {
            throw new IOException("not reachable");
          }
        });
    RetryPolicy patient =
        RetryPolicy.STANDARD
            .withKinds(_ -> RetryPolicy.Kind.PASSING)
            .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));
    Position last = Events.append(store, 5, 1);
    ProjectorOptions options = OPTIONS.withRetry(patient).withStalledAfter(Duration.ofMillis(20));
    try (Projector projector = Projector.of(store, failing, view, options)) {
      projector.start();
      eventually("it tries", () -> isTriedOften(projector.status()));
      eventually("it is stalled", () -> projector.status().stalledFor().isPresent());
      assertTrue(projector.state().isRunning());
      down.set(false);
      projector.awaitApplied(last, LONG);
      assertEquals(List.of(), projector.status().retrying());
      assertEquals(Optional.empty(), projector.status().stalledFor());
    }
    assertEquals(Events.counts(store), counting.read(view));
  }

  private static boolean isTriedOften(ProcessorStatus status) {
    return status.retrying().stream().anyMatch(retry -> retry.attempts() > 3)
        && status.lastError().equals("IOException: not reachable");
  }

  @Test
  void aFullDiskIsWaitedForAndAnOtherErrorOfTheDatabaseIsNot() throws InterruptedException {
    AtomicBoolean full = new AtomicBoolean(true);
    Filling filling = new Filling(full);
    ProjectorOptions quick =
        OPTIONS.withRetry(OPTIONS.retry().withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));
    Position last = Events.append(store, 20, 1);
    try (Projector projector = Projector.of(store, filling, view, quick)) {
      projector.start();
      eventually("it says so", () -> projector.status().lastError().contains("SQLITE_FULL"));
      assertTrue(projector.state().isRunning());
      full.set(false);
      projector.awaitApplied(last, LONG);
      Position bad = Events.append(store, "account-0", "Bad");
      assertThrows(ProjectionFailedException.class, () -> projector.awaitApplied(bad, LONG));
    }
  }

  /** Needs more pages than the file may have; an event of type Bad is an error of its own. */
  private record Filling(AtomicBoolean full) implements Projection {

    @Override
    public String name() {
      return "filling";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void create(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("CREATE TABLE filling (bytes BLOB)");
      }
    }

    @Override
    public ProjectionSession open(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA max_page_count = " + (full.get() ? 20 : 1_000_000));
      }
      PreparedStatement insert = connection.prepareStatement("INSERT INTO filling VALUES (?)");
      return event -> {
        boolean bad = event.type().value().equals("Bad");
        insert.setBytes(bad ? 2 : 1, new byte[10_000]);
        insert.executeUpdate();
      };
    }
  }

  @Test
  void triesThatAreCountedEnd() throws InterruptedException {
    CountingProjection failing =
        counting.withBefore(event -> {
          throw new IOException("not reachable");
        });
    RetryPolicy twice =
        RetryPolicy.STANDARD
            .withAttemptsMax(2)
            .withPauses(Duration.ofMillis(1), Duration.ofMillis(2));
    Events.append(store, 1, 1);
    try (Projector projector = Projector.of(store, failing, view, OPTIONS.withRetry(twice))) {
      projector.start();
      assertThrows(ProjectionFailedException.class, projector::awaitEnd);
      assertInstanceOf(ProcessorState.Failed.class, projector.state());
      assertEquals(1, log.messages(Level.WARNING).size());
    }
  }

  @Test
  void twoCountEachEventOnceAndOneAfterTheOtherTellsHowFarTheyAre() throws Exception {
    try (Projector second = fixture.steered(counting, OPTIONS)) {
      try (Projector first = fixture.steered(counting, OPTIONS)) {
        first.start();
        second.start();
        Position last = Events.append(store, 100, 3);
        first.awaitApplied(last, LONG);
        second.awaitApplied(last, LONG);
        assertEquals(100, first.status().handled() + second.status().handled());
      }
      Position later = Events.append(store, 10, 3);
      second.awaitApplied(later, LONG);
      eventually(
          "the other one tells",
          () -> state.stand("counts").filter(at -> !later.isAfter(at.position())).isPresent());
    }
    assertEquals(110, counting.read(view).values().stream().mapToLong(count -> count).sum());
  }

  @Test
  void aNameThatNoProcessorCanHaveIsRefusedAtOnce() {
    assertThrows(
        InvalidNameException.class,
        () -> fixture.steered(counting.withName("all accounts"), OPTIONS));
  }
}
