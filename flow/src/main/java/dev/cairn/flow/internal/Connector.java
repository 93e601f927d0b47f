package dev.cairn.flow.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to a view's file. The tests open ones that fail where they are told to. */
public interface Connector {

  /**
   * The driver's own connections.
   *
   * <p>{@code synchronous=NORMAL} with a write-ahead log: a power cut may cost the last
   * transactions but never tears one, and rows and checkpoint go back together; the log is the
   * truth, from which the lost events are applied again. A writer waits for another only shortly,
   * because waiting is repeated by who can also be told to stop.
   */
  Connector DRIVER = new Driver();

  /** Opens the connection that writes, and makes the file if it is missing. */
  Connection writer(Path file) throws SQLException;

  /** Opens a connection that only reads; the file must exist. */
  Connection reader(Path file) throws SQLException;

  /** See {@link #DRIVER}. */
  record Driver() implements Connector {

    private static final int WRITER_WAIT_MILLIS = 200;
    private static final int READER_WAIT_MILLIS = 5_000;
    private static final int WRITER_CACHE_KIB = 16 << 10;
    private static final int WAL_KEPT_BYTES = 64 << 20;

    @Override
    public Connection writer(Path file) throws SQLException {
      SQLiteConfig config = config(WRITER_WAIT_MILLIS);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      config.setCacheSize(-WRITER_CACHE_KIB);
      config.setJournalSizeLimit(WAL_KEPT_BYTES);
      return connect(file, config);
    }

    @Override
    public Connection reader(Path file) throws SQLException {
      SQLiteConfig config = config(READER_WAIT_MILLIS);
      config.resetOpenMode(SQLiteOpenMode.CREATE);
      Connection connection = connect(file, config);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
        return connection;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    }

    private static SQLiteConfig config(int waitMillis) {
      SQLiteConfig config = new SQLiteConfig();
      config.setBusyTimeout(waitMillis);
      config.enforceForeignKeys(true);
      return config;
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
      Properties properties = config.toProperties();
      return JDBC.createConnection(JDBC.PREFIX + file, properties);
    }
  }
}
