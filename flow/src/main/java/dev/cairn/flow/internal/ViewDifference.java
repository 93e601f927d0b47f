package dev.cairn.flow.internal;

import dev.cairn.Position;
import dev.cairn.flow.ViewComparison;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What differs between the rows of a projection in a view and in another file, while the view is
 * seen as it was at one moment. Used by one thread.
 */
public final class ViewDifference implements AutoCloseable {

  private final Connection connection;
  private final String processor;

  private ViewDifference(Connection connection, String processor) {
    this.connection = connection;
    this.processor = processor;
  }

  /** Looks at a view, which is seen as it is now from here on. */
  public static ViewDifference open(SqliteDatabase view, Path other, String processor)
      throws SQLException {
    Connection connection = view.connector().reader(view.file());
    try {
      ViewCopy.attach(connection, other);
      connection.setAutoCommit(false);
      return new ViewDifference(connection, processor);
    } catch (SQLException e) {
      SqliteDatabase.close(connection, e);
      throw e;
    }
  }

  /** Where the projection stands in the view; empty if it was never there. */
  public Optional<Position> position() throws SQLException {
    try (CheckpointTable table = new CheckpointTable(connection, processor)) {
      return table.find().map(Checkpoint::position);
    }
  }

  /**
   * Compares.
   *
   * @param position where both are
   */
  public ViewComparison compare(Position position) throws SQLException {
    SortedSet<String> before = tables("main");
    SortedSet<String> after = tables("source");
    List<ViewComparison.Table> both = new ArrayList<>();
    for (String name : before) {
      if (after.contains(name)) {
        both.add(table(name));
      }
    }
    return new ViewComparison(position, both, without(before, after), without(after, before));
  }

  private static List<String> without(SortedSet<String> some, SortedSet<String> others) {
    return some.stream().filter(name -> !others.contains(name)).toList();
  }

  private SortedSet<String> tables(String schema) throws SQLException {
    SortedSet<String> tables = new TreeSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name FROM %s.cairn_objects WHERE processor = ? AND kind = 'table'"
                .formatted(schema))) {
      select.setString(1, processor);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
    }
    return tables;
  }

  private ViewComparison.Table table(String table) throws SQLException {
    List<String> common = new ArrayList<>(ViewCopy.columns(connection, "main", table));
    common.retainAll(ViewCopy.columns(connection, "source", table));
    String columns =
        common.isEmpty()
            ? "NULL"
            : common.stream().map(OwnedObjects::quoted).collect(Collectors.joining(", "));
    String name = OwnedObjects.quoted(table);
    String rows = "SELECT %s FROM %s.%s";
    String before = rows.formatted(columns, "main", name);
    String after = rows.formatted(columns, "source", name);
    return new ViewComparison.Table(
        table,
        count(before),
        count(after),
        count(before + " EXCEPT " + after) + count(after + " EXCEPT " + before));
  }

  private long count(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM (%s)".formatted(query))) {
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
