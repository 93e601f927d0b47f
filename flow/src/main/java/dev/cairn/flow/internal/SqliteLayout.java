package dev.cairn.flow.internal;

import dev.cairn.flow.ViewUnusableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * What makes a database file a view: our mark in its header, the write-ahead log, and the tables
 * the flow keeps for itself.
 */
final class SqliteLayout {

  /** The version of the flow's own tables, kept as SQLite's user version. */
  private static final int LAYOUT = 1;

  private static final long CHECK_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);
  private static final int CHECK_STEPS_PER_LOOK = 10_000;

  private SqliteLayout() {}

  /** Makes a new file a view; leaves one that is a view already as it is. */
  static void ensure(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (number(statement, "PRAGMA application_id") != SqliteHeader.APPLICATION_ID) {
        claim(connection, statement, file);
      }
      // Behind the claim: the mark must be in the file itself, not in a log that may be lost.
      statement.execute("PRAGMA journal_mode = WAL");
      long layout = number(statement, "PRAGMA user_version");
      if (layout > LAYOUT) {
        throw new ViewUnusableException(
            file,
            "it has layout %d and this version knows %d; use the newer version, or delete the file and it is made anew"
                .formatted(layout, LAYOUT),
            null);
      }
      if (layout < LAYOUT) {
        createTables(connection, statement);
      }
    }
  }

  private static void claim(Connection connection, Statement statement, Path file)
      throws SQLException {
    connection.setAutoCommit(false);
    boolean mine =
        number(statement, "PRAGMA application_id") == SqliteHeader.APPLICATION_ID
            || number(statement, "SELECT count(*) FROM sqlite_schema") == 0;
    if (mine) {
      statement.execute("PRAGMA application_id = " + SqliteHeader.APPLICATION_ID);
    }
    connection.setAutoCommit(true);
    if (!mine) {
      throw new ViewUnusableException(
          file,
          "it is a database of somebody else; a view needs a file of its own, name another",
          null);
    }
  }

  private static void createTables(Connection connection, Statement statement) throws SQLException {
    connection.setAutoCommit(false);
    CheckpointTable.create(statement);
    OwnedObjects.create(statement);
    statement.execute("PRAGMA user_version = " + LAYOUT);
    connection.setAutoCommit(true);
  }

  /**
   * Looks for damage for at most a second; what is not found by then is found when it is touched.
   *
   * @throws SQLException if the file is damaged
   */
  static void check(Connection connection) throws SQLException {
    long end = System.nanoTime() + CHECK_NANOS_MAX;
    SQLiteConnection driver = connection.unwrap(SQLiteConnection.class);
    ProgressHandler.setHandler(
        driver,
        CHECK_STEPS_PER_LOOK,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() - end < 0 ? 0 : 1;
          }
        });
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      if (result.next() && !result.getString(1).equals("ok")) {
        throw new DamagedFileException(result.getString(1));
      }
    } catch (SQLException e) {
      if (SqliteFault.of(e) != SqliteFault.INTERRUPTED) {
        throw e;
      }
    } finally {
      ProgressHandler.clearHandler(driver);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** The check found damage that no error of SQLite told of yet. */
  static final class DamagedFileException extends SQLException {

    private static final long serialVersionUID = 1L;

    DamagedFileException(String finding) {
      super("the check of the file found: " + finding.replaceAll("\\s+", " "));
    }
  }
}
