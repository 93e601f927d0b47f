package dev.cairn.bench.flow;

import dev.cairn.flow.ProjectorOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The limit of a view: the same rows by the same statements in transactions of as many events, from
 * names in memory, with the same settings of SQLite; no log, no checkpoint.
 */
final class BareCounters {

  private static final int CACHE_KIB = 16 << 10;

  private BareCounters() {}

  /** Makes the file and counts. */
  static void write(Path file, List<String> names) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setCacheSize(-CACHE_KIB);
    try (Connection connection = JDBC.createConnection(JDBC.PREFIX + file, config.toProperties())) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(Counters.CREATE);
      }
      connection.setAutoCommit(false);
      count(connection, names);
    }
  }

  private static void count(Connection connection, List<String> names) throws SQLException {
    int batch = ProjectorOptions.DEFAULT.batchEventsMax();
    try (Counters.Sums sums = new Counters.Sums(connection)) {
      for (int i = 0; i < names.size(); i++) {
        sums.add(names.get(i));
        if ((i + 1) % batch == 0 || i + 1 == names.size()) {
          sums.write();
          connection.commit();
        }
      }
    }
  }
}
