package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.InMemoryEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Ends a projection between any two steps of its way into the file, and goes on afterwards. */
final class ProjectionCrashTest {

  private static final ProjectorOptions SMALL_BATCHES =
      ProjectorOptions.DEFAULT.withBatchEventsMax(2);

  @TempDir Path folder;

  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection projection = CountingProjection.counting();

  @BeforeEach
  void append() {
    Events.append(store, 5, 2);
  }

  @Test
  void eachEventCountsOnceWhicheverStepFails() throws InterruptedException {
    int steps = 0;
    while (failsAt(steps)) {
      recover(folder.resolve(steps + ".db"), "after a failure at step " + steps);
      steps++;
    }
    assertTrue(steps > 2 * 3 * 5, "only " + steps + " steps were seen");
  }

  @Test
  void theSameProjectorGoesOnAfterAFailureAtAnyStep() throws InterruptedException {
    for (int step = 50; step < 74; step += 2) {
      Path file = folder.resolve("again-" + step + ".db");
      try (SqliteView view = SqliteView.open(file, InstantSource.system(), failingOnceAt(step));
          Projector projector = Projector.of(store, projection, view, SMALL_BATCHES)) {
        try {
          projector.catchUp();
        } catch (ProjectionFailedException e) {
          projector.catchUp();
        }
        assertEquals(Events.counts(store), projection.read(view), "failed once at step " + step);
      }
    }
  }

  @Test
  void eachEventCountsOnceWheneverTheProcessDies() throws InterruptedException {
    Path file = folder.resolve("running.db");
    List<Path> deaths = new ArrayList<>();
    StepConnector copying = new StepConnector(new CopyingSteps(file, deaths));
    try (SqliteView view = SqliteView.open(file, InstantSource.system(), copying);
        Projector projector = Projector.of(store, projection, view, SMALL_BATCHES)) {
      projector.catchUp();
    }
    assertTrue(deaths.size() > 3 * 5, "only " + deaths.size() + " moments were kept");
    for (Path dead : deaths) {
      recover(dead, "from what " + dead.getFileName() + " left behind");
    }
  }

  /** Returns whether the run came so far that the step failed. */
  private boolean failsAt(int step) throws InterruptedException {
    Path file = folder.resolve(step + ".db");
    try (SqliteView view = SqliteView.open(file, InstantSource.system(), failingOnceAt(step));
        Projector projector = Projector.of(store, projection, view, SMALL_BATCHES)) {
      projector.catchUp();
      return false;
    } catch (ProjectionFailedException | ViewUnusableException e) {
      return true;
    }
  }

  private void recover(Path file, String moment) throws InterruptedException {
    try (SqliteView view = SqliteView.open(file);
        Projector projector = Projector.of(store, projection, view, SMALL_BATCHES)) {
      projector.catchUp();
      assertEquals(Events.counts(store), projection.read(view), moment);
    }
  }

  /** Even numbers fail before a step, odd ones behind it, when it has happened. */
  private static StepConnector failingOnceAt(int moment) {
    return new StepConnector(
        new StepConnector.Steps() {
          private int now;

          @Override
          public void before(String step) throws SQLException {
            fail(step);
          }

          @Override
          public void after(String step) throws SQLException {
            fail(step);
          }

          private void fail(String step) throws SQLException {
            if (now++ == moment) {
              throw new SQLException("the test fails " + step + " at moment " + moment);
            }
          }
        });
  }

  /** Keeps what is on disk before each step: what a process leaves that is killed there. */
  private record CopyingSteps(Path file, List<Path> copies) implements StepConnector.Steps {

    @Override
    public void before(String step) {
      Path copy = file.resolveSibling("dead-%03d-%s.db".formatted(copies.size(), step));
      try {
        for (String part : List.of("", "-wal", "-shm", "-journal")) {
          Path source = Path.of(file + part);
          if (Files.exists(source)) {
            Files.copy(source, Path.of(copy + part));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      copies.add(copy);
    }

    @Override
    public void after(String step) {}
  }
}
