package dev.cairn.bench.contest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite with a write-ahead log, synced at each commit, one connection that writes in groups. */
final class Sqlite implements Peer {

  private static final int GROUP_APPENDS_MAX = 1_024;
  private static final String SCHEMA =
      """
      CREATE TABLE events (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        id TEXT NOT NULL,
        type TEXT NOT NULL,
        recorded INTEGER NOT NULL,
        data TEXT NOT NULL,
        metadata TEXT NOT NULL,
        UNIQUE (stream, version))
      """;
  private static final String SERIES =
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d) ";

  private final Path folder;
  private int made;

  Sqlite(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "sqlite";
  }

  private Connection connect(String file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA cache_size = -65536");
      statement.execute("PRAGMA mmap_size = 1073741824");
    }
    return connection;
  }

  @Override
  public Appender appender(int workers, int batch) throws SQLException {
    Connection connection = connect("appends-" + made++ + ".db");
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
    connection.setAutoCommit(false);
    return new Batching(connection, new EventsTable(connection, "?"), batch);
  }

  @Override
  public void fill(long events, long longStream) throws SQLException {
    try (Connection connection = connect("reads.db");
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
      connection.setAutoCommit(false);
      String id =
          "lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2))||'-'||hex(randomblob(6)))";
      statement.execute(SERIES.formatted(events) + SqlFill.insertStreams(events, id, "'%s'"));
      statement.execute(SERIES.formatted(longStream) + SqlFill.insertLong(id, "'%s'"));
      connection.commit();
    }
  }

  @Override
  public Connection reader() throws SQLException {
    return connect("reads.db");
  }

  @Override
  public void close() {}

  /** Writes what all who wait have brought in one transaction. */
  private static final class Batching implements Appender {

    private record Request(int stream, long version) {}

    private final Connection connection;
    private final EventsTable table;
    private final int batch;
    private final GroupCommit<Request> commits;

    Batching(Connection connection, EventsTable table, int batch) {
      this.connection = connection;
      this.table = table;
      this.batch = batch;
      this.commits =
          new GroupCommit<>(
              GROUP_APPENDS_MAX,
              group -> {
                for (Request request : group) {
                  table.insert(request.stream(), request.version(), batch);
                }
                connection.commit();
              });
    }

    @Override
    public int batch() {
      return batch;
    }

    @Override
    public void append(int stream, long version) throws Exception {
      commits.append(new Request(stream, version));
    }

    @Override
    public void close() throws SQLException {
      table.close();
      connection.close();
    }
  }
}
