package dev.cairn.bench.flow;

import dev.cairn.RecordedEvent;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ProjectionSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A simple table: how many events each stream has. It sums up a batch in memory and writes each
 * stream of it once.
 *
 * @param name of the projection
 */
record Counters(String name) implements Projection {

  static final String CREATE =
      "CREATE TABLE counters (stream TEXT NOT NULL PRIMARY KEY, events INTEGER NOT NULL) WITHOUT ROWID";

  private static final String ADD =
      "INSERT INTO counters (stream, events) VALUES (?, ?)"
          + " ON CONFLICT (stream) DO UPDATE SET events = events + excluded.events";

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(CREATE);
    }
  }

  @Override
  public ProjectionSession open(Connection connection) throws SQLException {
    Sums sums = new Sums(connection);
    return new ProjectionSession() {
      @Override
      public void apply(RecordedEvent event) {
        sums.add(event.stream().value());
      }

      @Override
      public void flush() throws SQLException {
        sums.write();
      }

      @Override
      public void close() throws SQLException {
        sums.close();
      }
    };
  }

  /** What a batch adds to the counters of streams. Used by one thread. */
  static final class Sums implements AutoCloseable {

    private final PreparedStatement add;
    private final Map<String, Integer> sums = new HashMap<>();

    Sums(Connection connection) throws SQLException {
      add = connection.prepareStatement(ADD);
    }

    void add(String stream) {
      sums.merge(stream, 1, Integer::sum);
    }

    void write() throws SQLException {
      for (Map.Entry<String, Integer> sum : sums.entrySet()) {
        add.setString(1, sum.getKey());
        add.setInt(2, sum.getValue());
        add.executeUpdate();
      }
      sums.clear();
    }

    @Override
    public void close() throws SQLException {
      add.close();
    }
  }
}
