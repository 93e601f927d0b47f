package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A projection whose version changed is made anew from the log, and only it. */
final class RebuildTest {

  /** Makes every kind of thing SQLite knows, in several versions. */
  private record Schema(int version, List<String> statements) implements Projection {

    Schema(int version, String... statements) {
      this(version, List.of(statements));
    }

    @Override
    public String name() {
      return "schema";
    }

    @Override
    public void create(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.executeUpdate(sql);
        }
      }
    }

    @Override
    public ProjectionSession open(Connection connection) throws SQLException {
      return event -> {
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate("INSERT INTO parent DEFAULT VALUES");
          statement.executeUpdate("INSERT INTO child SELECT max(id), 'words' FROM parent");
        }
      };
    }
  }

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private SqliteView view;

  @BeforeEach
  void open() {
    view = SqliteView.open(folder.resolve("view.db"));
    Events.append(store, 5, 2);
  }

  @AfterEach
  void close() {
    view.close();
  }

  private long project(Projection projection) throws InterruptedException {
    try (Projector projector = Projector.of(store, projection, view)) {
      return projector.catchUp().handled();
    }
  }

  @Test
  void aChangedVersionIsMadeAnewFromTheWholeLog() throws InterruptedException {
    project(counting);
    assertEquals(5, project(counting.withVersion(2)));
    assertEquals(Events.counts(store), counting.read(view));
    assertEquals(0, project(counting.withVersion(2)));
  }

  @Test
  void goingBackToAnOlderVersionIsAChangeToo() throws InterruptedException {
    project(counting.withVersion(2));
    assertEquals(5, project(counting));
    assertEquals(Events.counts(store), counting.read(view));
  }

  @Test
  void otherProjectionsInTheFileStayAsTheyAre() throws InterruptedException {
    CountingProjection neighbour = counting.withName("neighbour");
    project(neighbour);
    project(counting);
    project(counting.withVersion(2));
    assertEquals(0, project(neighbour));
    assertEquals(Events.counts(store), neighbour.read(view));
  }

  @Test
  void tablesWithKeysIndexesTriggersViewsAndShadowsAreDropped() throws InterruptedException {
    project(
        new Schema(
            1,
            "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
            "CREATE TABLE child (parent INTEGER NOT NULL UNIQUE REFERENCES parent (id), text TEXT)",
            "CREATE INDEX child_text ON child (text)",
            "CREATE VIRTUAL TABLE words USING fts5 (text)",
            "CREATE TRIGGER child_words AFTER INSERT ON child BEGIN"
                + " INSERT INTO words VALUES (new.text); END",
            "CREATE VIEW families AS SELECT * FROM parent JOIN child ON parent = id"));
    assertEquals(List.of("child", "child_text", "child_words", "families", "parent"), schema(view));

    project(
        new Schema(
            2,
            "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
            "CREATE TABLE child (parent INTEGER NOT NULL, text TEXT)"));
    assertEquals(List.of("child", "parent"), schema(view));
  }

  @Test
  void aCreateThatFailsLeavesWhatWasThere() throws InterruptedException {
    project(counting);
    Projection broken = new Schema(1, "CREATE TABLE parent (id INTEGER)", "CREATE nonsense");
    assertThrows(ProjectionFailedException.class, () -> project(broken));
    assertEquals(List.of("counts"), schema(view));
  }

  @Test
  void twoProjectionsThatWantTheSameTableAreToldApart() throws InterruptedException {
    project(counting);
    Projection thief = new Schema(1, "CREATE TABLE counts (id INTEGER)");
    assertThrows(ProjectionFailedException.class, () -> project(thief));
    assertEquals(Events.counts(store), counting.read(view));
  }

  /** What projections made, without the shadows of virtual tables. */
  private static List<String> schema(SqliteView view) {
    return view.read(connection -> {
      List<String> names = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  """
                  SELECT name FROM sqlite_schema
                  WHERE sql IS NOT NULL AND name NOT LIKE 'cairn_%' AND name NOT LIKE 'words%'
                  ORDER BY name\
                  """)) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    });
  }
}
