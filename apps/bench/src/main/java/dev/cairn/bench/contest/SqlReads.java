package dev.cairn.bench.contest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A peer's table: fetches every column of each row. */
public final class SqlReads implements EventReads {

  private static final String SELECT =
      "SELECT position, stream, version, id, type, recorded, data, metadata FROM events ";

  private final Connection connection;
  private final PreparedStatement scan;
  private final PreparedStatement stream;
  private long seen;

  /** Reads through a connection, which is closed with this. */
  public SqlReads(Connection connection) throws SQLException {
    this.connection = connection;
    scan = connection.prepareStatement(SELECT + "ORDER BY position LIMIT ?");
    stream = connection.prepareStatement(SELECT + "WHERE stream = ? ORDER BY version");
  }

  @Override
  public int scan(long limit) throws SQLException {
    scan.setLong(1, limit);
    return read(scan);
  }

  @Override
  public int stream(String name) throws SQLException {
    stream.setString(1, name);
    return read(stream);
  }

  private int read(PreparedStatement statement) throws SQLException {
    int events = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        seen += weight(rows);
        events++;
      }
    }
    return events;
  }

  private static long weight(ResultSet row) throws SQLException {
    return row.getLong(1)
        + row.getString(2).length()
        + row.getLong(3)
        + UUID.fromString(row.getString(4)).getLeastSignificantBits()
        + row.getString(5).length()
        + row.getLong(6)
        + row.getBytes(7).length
        + row.getBytes(8).length;
  }

  /** What was read, as a number; the work of reading is done for it. */
  public long seen() {
    return seen;
  }

  @Override
  public void close() throws SQLException {
    scan.close();
    stream.close();
    connection.close();
  }
}
