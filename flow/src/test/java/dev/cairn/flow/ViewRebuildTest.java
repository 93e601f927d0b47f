package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables are made anew beside those that serve, compared, switched in one step, and put back. */
final class ViewRebuildTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final ProjectorOptions OPTIONS = ProjectorOptions.DEFAULT.withBatchEventsMax(3);

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private SqliteView view;

  @BeforeEach
  void open() {
    view = SqliteView.open(folder.resolve("view.db"));
    Events.append(store, 10, 2);
  }

  @AfterEach
  void close() {
    view.close();
    store.close();
  }

  private void project(Projection projection) throws InterruptedException {
    try (Projector projector = Projector.of(store, projection, view)) {
      var _ = projector.catchUp();
    }
  }

  /** Counts each event as so many. */
  private record Weighted(int version, int weight, String index) implements Projection {

    @Override
    public String name() {
      return "counts";
    }

    @Override
    public void create(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            """
            CREATE TABLE counts (
              stream TEXT PRIMARY KEY, events INTEGER NOT NULL,
              doubled INTEGER GENERATED ALWAYS AS (events * 2) VIRTUAL)\
            """);
        statement.executeUpdate(
            "CREATE TRIGGER counts_never AFTER DELETE ON counts BEGIN SELECT raise(ABORT, 'never'); END");
        if (!index.isEmpty()) {
          statement.executeUpdate(index);
        }
      }
    }

    @Override
    public ProjectionSession open(Connection connection) {
      return event -> {
        try (var add =
            connection.prepareStatement(
                "INSERT INTO counts VALUES (?1, ?2) ON CONFLICT DO UPDATE SET events = events + ?2")) {
          add.setString(1, event.stream().value());
          add.setInt(2, weight);
          add.executeUpdate();
        }
      };
    }
  }

  private long sum() {
    return view.read(connection -> {
      try (Statement statement = connection.createStatement();
          var row = statement.executeQuery("SELECT sum(events) FROM counts")) {
        return row.getLong(1);
      }
    });
  }

  @Test
  void theSameCodeGivesTheSameTables() throws InterruptedException {
    Weighted one = new Weighted(1, 1, "");
    project(one);
    Events.append(store, 4, 2);
    try (ViewRebuild rebuild = ViewRebuild.of(store, one, view, OPTIONS)) {
      assertEquals(10, rebuild.build().position().sequence());
      ViewComparison comparison = rebuild.compare();
      assertTrue(comparison.isSame(), comparison::toString);
      assertEquals(10, comparison.position().sequence());
      assertEquals(List.of(new ViewComparison.Table("counts", 2, 2, 0)), comparison.tables());
    }
  }

  @Test
  void newCodeIsComparedSwitchedToAndGoesOn() throws InterruptedException {
    project(new Weighted(1, 1, ""));
    Weighted two = new Weighted(2, 3, "CREATE INDEX counts_events ON counts (events)");
    try (ViewRebuild rebuild = ViewRebuild.of(store, two, view, OPTIONS)) {
      var _ = rebuild.build();
      assertEquals(10, sum(), "the old ones serve");
      ViewComparison comparison = rebuild.compare();
      assertFalse(comparison.isSame());
      assertEquals(4, comparison.tables().getFirst().different());
      Events.append(store, 2, 2);
      assertTrue(rebuild.switchOver());
    }
    assertEquals(36, sum());
    Events.append(store, 1, 2);
    project(two);
    assertEquals(39, sum());
  }

  @Test
  void aSwitchCanBeTakenBackAndTheOldCodeGoesOn() throws InterruptedException {
    Weighted one = new Weighted(1, 1, "");
    project(one);
    try (ViewRebuild rebuild = ViewRebuild.of(store, new Weighted(2, 3, ""), view, OPTIONS)) {
      assertTrue(rebuild.switchOver());
    }
    assertEquals(30, sum());
    ViewRebuild.rollBack(view, "counts");
    assertEquals(10, sum());
    Events.append(store, 1, 2);
    project(one);
    assertEquals(11, sum());
  }

  @Test
  void aProjectorThatRunsGoesOnFromTheNewTables() throws InterruptedException {
    Weighted one = new Weighted(1, 1, "");
    try (Projector projector = Projector.of(store, one, view)) {
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      try (ViewRebuild rebuild = ViewRebuild.of(store, one, view, OPTIONS)) {
        assertTrue(rebuild.switchOver());
      }
      Events.append(store, 5, 2);
      projector.awaitApplied(store.head(), LONG);
      assertEquals(15, sum());
    }
  }

  @Test
  void oneThatWasEndedGoesOn() throws InterruptedException {
    Weighted one = new Weighted(1, 1, "");
    project(one);
    try (ViewRebuild rebuild = ViewRebuild.of(store, one, view, OPTIONS)) {
      var _ = rebuild.build();
    }
    Events.append(store, 1, 2);
    List<Position> heard = new ArrayList<>();
    try (ViewRebuild rebuild = ViewRebuild.of(store, one, view, OPTIONS)) {
      rebuild.onProgress(at -> heard.add(at.position()));
      assertTrue(rebuild.switchOver());
      assertEquals(11, rebuild.progress().position().sequence());
    }
    assertEquals(List.of(Position.of(11)), heard);
    assertEquals(11, sum());
  }

  @Test
  void otherProjectionsOfTheFileStayAsTheyAre() throws InterruptedException {
    CountingProjection neighbour = counting.withName("neighbour");
    project(neighbour);
    Weighted one = new Weighted(1, 1, "");
    try (ViewRebuild rebuild = ViewRebuild.of(store, one, view, OPTIONS)) {
      assertThrows(ViewUnusableException.class, rebuild::compare);
      assertTrue(rebuild.switchOver());
    }
    assertEquals(10, sum());
    assertEquals(Events.counts(store), neighbour.read(view));
    assertThrows(ViewUnusableException.class, () -> ViewRebuild.rollBack(view, "counts"));
  }

  @Test
  void aProjectionThatFailsChangesNothing() throws InterruptedException {
    project(new Weighted(1, 1, ""));
    Projection broken = new Weighted(2, 1, "CREATE nonsense");
    try (ViewRebuild rebuild = ViewRebuild.of(store, broken, view, OPTIONS)) {
      assertThrows(ProjectionFailedException.class, rebuild::switchOver);
    }
    assertEquals(10, sum());
  }

  @Test
  void aVirtualTableIsRefusedWithTheWayOut() throws InterruptedException {
    Weighted words = new Weighted(1, 1, "CREATE VIRTUAL TABLE counts_words USING fts5 (text)");
    project(words);
    try (ViewRebuild rebuild = ViewRebuild.of(store, words, view, OPTIONS)) {
      ViewUnusableException refusal =
          assertThrows(ViewUnusableException.class, rebuild::switchOver);
      assertTrue(refusal.toString().contains("counts_words"), refusal::toString);
    }
    assertEquals(10, sum());
  }

  @Test
  void onlyEventsOfItsFilterAreReadAndAllCount() {
    Projection none =
        new Projection() {
          @Override
          public String name() {
            return "none";
          }

          @Override
          public int version() {
            return 1;
          }

          @Override
          public Filter filter() {
            return Filter.category("nobody");
          }

          @Override
          public void create(Connection connection) {}

          @Override
          public ProjectionSession open(Connection connection) {
            return event -> {
              throw new IllegalStateException("it is not for this one");
            };
          }
        };
    try (ViewRebuild rebuild = ViewRebuild.of(store, none, view, OPTIONS)) {
      assertEquals(10, rebuild.build().position().sequence());
    }
  }
}
