package dev.cairn.flow.internal;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.flow.SqlQuery;
import dev.cairn.flow.ViewUnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The table of snapshots: the line of each, by stream and version. A file that was deleted or
 * damaged is made anew by the next write, as a view's is. Thread-safe.
 */
public final class SnapshotTable implements AutoCloseable {

  private static final int BEGINS_MAX = 50;

  /** Sees the rows. */
  @FunctionalInterface
  public interface Visitor {

    /** Shown one: the name of a stream, a version, the line of the snapshot. */
    void row(String stream, long version, byte[] line);
  }

  /** What is done in one transaction. */
  @FunctionalInterface
  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  private final SqliteDatabase database;
  private SqliteDatabase.@Nullable WriterConnection writer;

  /**
   * The table in that database, which {@link #prepare} and every write make where it is missing.
   */
  public SnapshotTable(SqliteDatabase database) {
    this.database = database;
  }

  /** Makes the table if it is missing. */
  public void prepare() throws IOException {
    write(_ -> {});
  }

  /**
   * Writes a row, in the place of another of the same version, and deletes others of its stream.
   *
   * @param superfluous says which of the versions are deleted
   */
  public void save(
      StreamId stream, Version version, byte[] line, UnaryOperator<List<Version>> superfluous)
      throws IOException {
    write(connection -> {
      update(
          connection,
          "INSERT OR REPLACE INTO snapshot (line, stream, version) VALUES (?, ?, ?)",
          line,
          stream.value(),
          version.number());
      for (Version old : superfluous.apply(versions(connection, stream))) {
        deleteFrom(connection, stream, old);
      }
    });
  }

  /** Deletes a row, if it is there. */
  public void delete(StreamId stream, Version version) throws IOException {
    write(connection -> deleteFrom(connection, stream, version));
  }

  /** Deletes all rows. */
  public void clear() throws IOException {
    write(connection -> update(connection, "DELETE FROM snapshot"));
  }

  private static void deleteFrom(Connection connection, StreamId stream, Version version)
      throws SQLException {
    update(
        connection,
        "DELETE FROM snapshot WHERE stream = ? AND version = ?",
        stream.value(),
        version.number());
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private synchronized void write(Work work) throws IOException {
    try {
      SqliteDatabase.WriterConnection current = writer();
      boolean done = false;
      try {
        begin(current.connection());
        work.in(current.connection());
        current.connection().setAutoCommit(true);
        done = true;
      } catch (SQLException e) {
        if (SqliteFault.of(e) == SqliteFault.DAMAGED) {
          database.report(current.opened(), e);
        }
        throw e;
      } finally {
        if (!done) {
          closeWriter();
        }
      }
    } catch (SQLException | ViewUnusableException e) {
      throw failed(e);
    }
  }

  /** Another process holds the lock for one transaction at a time. */
  private static void begin(Connection connection) throws SQLException {
    for (int i = 0; i < BEGINS_MAX; i++) {
      if (SqliteSession.begin(connection)) {
        return;
      }
    }
    throw new SQLException("another process holds its lock; end it or wait");
  }

  private SqliteDatabase.WriterConnection writer() throws SQLException {
    SqliteDatabase.WriterConnection current = writer;
    if (current != null && database.isGood(current.opened())) {
      return current;
    }
    closeWriter();
    SqliteDatabase.WriterConnection fresh = database.openWriter();
    writer = fresh;
    try (Statement statement = fresh.connection().createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS snapshot (stream TEXT NOT NULL, version INTEGER NOT NULL, line BLOB NOT NULL, PRIMARY KEY (stream, version))");
    }
    return fresh;
  }

  private void closeWriter() {
    SqliteDatabase.WriterConnection current = writer;
    writer = null;
    if (current != null) {
      current.close();
    }
  }

  /** The versions of a stream, newest first. */
  public List<Version> versions(StreamId stream) throws IOException {
    return read(connection -> versions(connection, stream), List.of());
  }

  private static List<Version> versions(Connection connection, StreamId stream)
      throws SQLException {
    List<Version> versions = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT version FROM snapshot WHERE stream = ? ORDER BY version DESC")) {
      query.setString(1, stream.value());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          versions.add(Version.of(rows.getLong(1)));
        }
      }
    }
    return versions;
  }

  /** The line of that version of a stream. */
  public Optional<byte[]> line(StreamId stream, Version version) throws IOException {
    return read(connection -> line(connection, stream, version), Optional.empty());
  }

  private static Optional<byte[]> line(Connection connection, StreamId stream, Version version)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT line FROM snapshot WHERE stream = ? AND version = ?")) {
      query.setString(1, stream.value());
      query.setLong(2, version.number());
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** Shows all rows, by stream and version. */
  public void visit(Visitor visitor) throws IOException {
    read(
        connection -> {
          try (Statement query = connection.createStatement();
              ResultSet rows =
                  query.executeQuery(
                      "SELECT stream, version, line FROM snapshot ORDER BY stream, version")) {
            while (rows.next()) {
              visitor.row(rows.getString(1), rows.getLong(2), rows.getBytes(3));
            }
          }
          return true;
        },
        true);
  }

  /** Nothing is in a file that was deleted. */
  private <T> T read(SqlQuery<T> query, T none) throws IOException {
    try {
      return Files.exists(database.file()) ? database.read(query) : none;
    } catch (ViewUnusableException e) {
      throw failed(e);
    }
  }

  private IOException failed(Exception cause) {
    return new IOException(
        "the snapshots in %s: %s".formatted(database.file(), cause.getMessage()), cause);
  }

  /** Closes the connections. */
  @Override
  public synchronized void close() {
    closeWriter();
    database.close();
  }
}
