package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the events of each stream, one statement an event: whatever is applied twice, or not at
 * all, shows in the counts. Tests make it fail, wait or change its version.
 */
record CountingProjection(String name, int version, Filter filter, Before before)
    implements Projection {

  /** Happens before an event is counted. */
  @FunctionalInterface
  interface Before {
    void event(RecordedEvent event) throws Exception;
  }

  static CountingProjection counting() {
    return new CountingProjection("counts", 1, Filter.everything(), event -> {});
  }

  CountingProjection withName(String newName) {
    return new CountingProjection(newName, version, filter, before);
  }

  CountingProjection withVersion(int newVersion) {
    return new CountingProjection(name, newVersion, filter, before);
  }

  CountingProjection withFilter(Filter newFilter) {
    return new CountingProjection(name, version, newFilter, before);
  }

  CountingProjection withBefore(Before action) {
    return new CountingProjection(name, version, filter, action);
  }

  @Override
  public void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "CREATE TABLE %s (stream TEXT PRIMARY KEY, events INTEGER NOT NULL)".formatted(name));
    }
  }

  @Override
  public ProjectionSession open(Connection connection) throws SQLException {
    PreparedStatement add =
        connection.prepareStatement(
            "INSERT INTO %s VALUES (?, 1) ON CONFLICT DO UPDATE SET events = events + 1"
                .formatted(name));
    return event -> {
      before.event(event);
      add.setString(1, event.stream().value());
      add.executeUpdate();
    };
  }

  /** The counts that the view shows. */
  Map<String, Long> read(SqliteView view) {
    return view.read(connection -> {
      Map<String, Long> counts = new TreeMap<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT stream, events FROM " + name)) {
        while (rows.next()) {
          counts.put(rows.getString(1), rows.getLong(2));
        }
      }
      return counts;
    });
  }
}
