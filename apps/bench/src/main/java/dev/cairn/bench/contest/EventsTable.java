package dev.cairn.bench.contest;

import dev.cairn.EventIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A sensible table of events and the statements on it, of one connection. What one append inserts
 * is not committed here. Used by one thread at a time.
 */
final class EventsTable implements AutoCloseable {

  private static final String COLUMNS = "stream, version, id, type, recorded, data, metadata";

  private final PreparedStatement first;
  private final PreparedStatement others;

  /**
   * Prepares the statements.
   *
   * @param json how a parameter becomes the type of the data columns, {@code ?} where nothing is to
   *     be done
   */
  EventsTable(Connection connection, String json) throws SQLException {
    String values = "?, ?, ?, ?, ?, %1$s, %1$s".formatted(json);
    first =
        connection.prepareStatement(
            "INSERT INTO events (%s) SELECT %s WHERE coalesce((SELECT max(version) FROM events WHERE stream = ?), 0) = ?"
                .formatted(COLUMNS, values));
    others =
        connection.prepareStatement(
            "INSERT INTO events (%s) VALUES (%s)".formatted(COLUMNS, values));
  }

  /** Inserts a batch behind the expected version of a stream. */
  void insert(int stream, long version, int batch) throws SQLException {
    String name = Workload.name(stream);
    bind(first, name, version + 1);
    first.setString(8, name);
    first.setLong(9, version);
    if (first.executeUpdate() != 1) {
      throw new SQLException("stream %s is not at version %d".formatted(name, version));
    }
    if (batch > 1) {
      for (int i = 1; i < batch; i++) {
        bind(others, name, version + 1 + i);
        others.addBatch();
      }
      int[] _ = others.executeBatch();
    }
  }

  private static void bind(PreparedStatement insert, String stream, long version)
      throws SQLException {
    insert.setString(1, stream);
    insert.setLong(2, version);
    insert.setString(3, EventIds.random().toString());
    insert.setString(4, Workload.TYPE);
    insert.setLong(5, System.currentTimeMillis());
    insert.setString(6, Workload.DATA);
    insert.setString(7, Workload.METADATA);
  }

  @Override
  public void close() throws SQLException {
    first.close();
    others.close();
  }
}
