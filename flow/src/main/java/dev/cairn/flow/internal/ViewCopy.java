package dev.cairn.flow.internal;

import dev.cairn.flow.ViewUnusableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Copies what a projection made, rows and checkpoint, from one view into another in one
 * transaction: readers see the old rows or the new ones, and a projector that runs finds that its
 * checkpoint has moved and goes on from the new one.
 */
public final class ViewCopy {

  private static final String SOURCE = "source";

  private record Made(String kind, String name, String sql) {
    boolean isTable() {
      return kind.equals("table");
    }
  }

  private ViewCopy() {}

  /**
   * Replaces what the projection made in a view by what it made in another file.
   *
   * @throws ViewUnusableException if it made a virtual table, whose rows cannot be copied, or one
   *     of the files cannot be used
   */
  public static void replace(SqliteDatabase target, Path source, String processor) {
    try (SqliteDatabase.WriterConnection writer = target.openWriter()) {
      Connection connection = writer.connection();
      attach(connection, source);
      List<Made> made = made(connection, processor);
      for (Made each : made) {
        if (each.sql().stripLeading().regionMatches(true, 0, "CREATE VIRTUAL", 0, 14)) {
          throw new ViewUnusableException(
              target.file(),
              "projection '%s' has the virtual table %s, which cannot be copied; give the projection another version, and it is made anew in its place"
                  .formatted(processor, each.name()),
              null);
        }
      }
      begin(connection, target.file());
      OwnedObjects.drop(connection, processor);
      OwnedObjects.recorded(connection, processor, () -> make(connection, made));
      copyCheckpoint(connection, processor);
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new ViewUnusableException(target.file(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void begin(Connection connection, Path file) throws SQLException {
    if (!SqliteSession.begin(connection)) {
      throw new ViewUnusableException(file, "another process holds its lock; try again", null);
    }
  }

  /** Where a view was opened on its own, the other file is seen beside it under another name. */
  static void attach(Connection connection, Path source) throws SQLException {
    try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS " + SOURCE)) {
      attach.setString(1, source.toString());
      attach.execute();
    }
  }

  private static List<Made> made(Connection connection, String processor) throws SQLException {
    String query =
        """
        SELECT o.kind, o.name, s.sql FROM source.cairn_objects o
        JOIN source.sqlite_schema s ON s.type = o.kind AND s.name = o.name
        WHERE o.processor = ? ORDER BY o.number\
        """;
    List<Made> made = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, processor);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          made.add(new Made(rows.getString(1), rows.getString(2), rows.getString(3)));
        }
      }
    }
    return made;
  }

  /** Triggers come behind the rows, which they have worked on already. */
  private static void make(Connection connection, List<Made> made) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (Made table : made) {
        if (table.isTable()) {
          statement.executeUpdate(table.sql());
          copyRows(connection, statement, table.name());
        }
      }
      for (Made other : made) {
        if (!other.isTable()) {
          statement.executeUpdate(other.sql());
        }
      }
    }
  }

  private static void copyRows(Connection connection, Statement statement, String table)
      throws SQLException {
    String columns =
        columns(connection, SOURCE, table).stream()
            .map(OwnedObjects::quoted)
            .collect(Collectors.joining(", "));
    String name = OwnedObjects.quoted(table);
    statement.executeUpdate(
        "INSERT INTO main.%s (%s) SELECT %s FROM source.%s"
            .formatted(name, columns, columns, name));
  }

  /** Those that are stored: generated ones are made again. */
  static List<String> columns(Connection connection, String schema, String table)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden = 0 ORDER BY cid")) {
      select.setString(1, table);
      select.setString(2, schema);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  private static void copyCheckpoint(Connection connection, String processor) throws SQLException {
    for (String change :
        List.of(
            "DELETE FROM main.cairn_checkpoints WHERE processor = ?",
            "INSERT INTO main.cairn_checkpoints SELECT * FROM source.cairn_checkpoints WHERE processor = ?")) {
      try (PreparedStatement statement = connection.prepareStatement(change)) {
        statement.setString(1, processor);
        statement.executeUpdate();
      }
    }
  }
}
