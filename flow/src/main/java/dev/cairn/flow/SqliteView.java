package dev.cairn.flow;

import dev.cairn.flow.internal.Connector;
import dev.cairn.flow.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A SQLite database file that holds the tables of one or several projections and how far they are.
 * Everything in it comes from the log, so the file may be deleted at any time, with its {@code
 * -wal} and {@code -shm} files or without them: its projections make it anew, those that are
 * running as soon as they notice. One that turns out to be damaged is moved aside, named in a
 * warning, and made anew the same way.
 *
 * <p>The file is the view's alone. One that holds something else, database or not, is refused and
 * left as it is.
 *
 * <p>Several processes may open the same file. Thread-safe.
 */
public final class SqliteView implements AutoCloseable {

  private final SqliteDatabase database;

  private SqliteView(SqliteDatabase database) {
    this.database = database;
  }

  /**
   * Opens a view; makes the file and its folder where they are missing.
   *
   * @throws ViewUnusableException if the file is something else or cannot be written
   */
  public static SqliteView open(Path file) {
    return open(file, InstantSource.system());
  }

  /** The same on another clock, which tells when a checkpoint was last moved. */
  public static SqliteView open(Path file, InstantSource time) {
    return open(file, time, Connector.DRIVER);
  }

  static SqliteView open(Path file, InstantSource time, Connector connector) {
    SqliteDatabase database = new SqliteDatabase(file, connector, time);
    database.prepare();
    return new SqliteView(database);
  }

  /** The database file, as an absolute path. */
  public Path file() {
    return database.file();
  }

  /**
   * Runs a query over one state of the view: what projections commit meanwhile does not show. A few
   * queries run at the same time; more wait for their turn. Neither keeps a projection waiting.
   *
   * @throws ViewUnusableException if the query failed, or had to wait for too long
   */
  public <T> T read(SqlQuery<T> query) {
    return database.read(query);
  }

  SqliteDatabase database() {
    return database;
  }

  /** Closes the connections that read. Projectors close their own: close them first. */
  @Override
  public void close() {
    database.close();
  }
}
