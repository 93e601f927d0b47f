package dev.cairn.flow.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tables, indexes, views and triggers each projection of a file made, so that exactly those
 * are dropped when it is made anew. What a projection made is seen by comparing the schema before
 * and after it did.
 */
final class OwnedObjects {

  /** What SQLite keeps in its schema under a kind and a name. */
  private record Entry(String kind, String name) {}

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS cairn_objects (
        number    INTEGER PRIMARY KEY,
        processor TEXT NOT NULL,
        kind      TEXT NOT NULL,
        name      TEXT NOT NULL
      )\
      """;

  /**
   * Indexes that SQLite made for a constraint have no text of their own and go with their table.
   */
  private static final String SCHEMA =
      "SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";

  private OwnedObjects() {}

  static void create(Statement statement) throws SQLException {
    statement.executeUpdate(CREATE);
  }

  /** A step that changes the schema. */
  interface Change {
    void make() throws SQLException;
  }

  /** Makes the change and notes what is there afterwards and was not before. */
  static void recorded(Connection connection, String processor, Change change) throws SQLException {
    Set<Entry> made;
    try (Statement statement = connection.createStatement()) {
      Set<Entry> before = entries(statement, SCHEMA);
      change.make();
      made = entries(statement, SCHEMA);
      made.removeAll(before);
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO cairn_objects (processor, kind, name) VALUES (?, ?, ?)")) {
      for (Entry entry : made) {
        insert.setString(1, processor);
        insert.setString(2, entry.kind());
        insert.setString(3, entry.name());
        insert.executeUpdate();
      }
    }
  }

  /**
   * Drops what the processor made, the youngest first, so that tables go before those they refer
   * to. Foreign keys are judged at the commit, when all of them are gone.
   */
  static void drop(Connection connection, String processor) throws SQLException {
    List<Entry> owned = owned(connection, processor);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA defer_foreign_keys = ON");
      for (Entry entry : owned) {
        // A trigger went with its table, a shadow table with its virtual one.
        if (entries(statement, SCHEMA).contains(entry)) {
          statement.executeUpdate("DROP " + entry.kind() + " " + quoted(entry.name()));
        }
      }
    }
    try (PreparedStatement forget =
        connection.prepareStatement("DELETE FROM cairn_objects WHERE processor = ?")) {
      forget.setString(1, processor);
      forget.executeUpdate();
    }
  }

  /**
   * Youngest first, but virtual tables before everything, as their shadow tables cannot be dropped.
   */
  private static List<Entry> owned(Connection connection, String processor) throws SQLException {
    String query =
        """
        SELECT o.kind, o.name FROM cairn_objects o
        LEFT JOIN sqlite_schema s ON s.type = o.kind AND s.name = o.name
        WHERE o.processor = ?
        ORDER BY coalesce(s.sql LIKE 'CREATE VIRTUAL%', 0) DESC, o.number DESC\
        """;
    List<Entry> owned = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, processor);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          owned.add(new Entry(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return owned;
  }

  private static Set<Entry> entries(Statement statement, String query) throws SQLException {
    Set<Entry> entries = new LinkedHashSet<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        entries.add(new Entry(rows.getString(1), rows.getString(2)));
      }
    }
    return entries;
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
