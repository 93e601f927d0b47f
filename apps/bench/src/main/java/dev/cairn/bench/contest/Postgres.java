package dev.cairn.bench.contest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** PostgreSQL as it is installed, with a transaction and a connection for each append. */
public final class Postgres implements Peer {

  /** Its measure, in each row. */
  public static final String NAME = "postgresql";

  private static final int CONNECTIONS_MAX = 32;
  private static final int SCAN_FETCH = 1_000;
  private static final String SCHEMA =
      """
      CREATE TABLE events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text NOT NULL,
        version bigint NOT NULL,
        id text NOT NULL,
        type text NOT NULL,
        recorded bigint NOT NULL,
        data json NOT NULL,
        metadata json NOT NULL,
        UNIQUE (stream, version))
      """;

  private final PostgresServer server;

  private Postgres(PostgresServer server) {
    this.server = server;
  }

  /**
   * Starts a server of its own, if one is installed.
   *
   * @throws IOException if it did not start
   */
  public static Optional<Peer> start() throws IOException, InterruptedException {
    return PostgresServer.start().map(Postgres::new);
  }

  @Override
  public String name() {
    return NAME;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.url());
  }

  private void recreate() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS events");
      statement.execute(SCHEMA);
    }
  }

  @Override
  public Appender appender(int workers, int batch) throws SQLException {
    recreate();
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < Math.min(workers, CONNECTIONS_MAX); i++) {
      Connection connection = connect();
      connection.setAutoCommit(false);
      sessions.add(new Session(connection, new EventsTable(connection, "?::json")));
    }
    return new Pooled(sessions, batch);
  }

  @Override
  public void fill(long events, long longStream) throws SQLException {
    recreate();
    String series = "WITH n(i) AS (SELECT generate_series(0, %d - 1)) ";
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      String id = "gen_random_uuid()::text";
      statement.execute(series.formatted(events) + SqlFill.insertStreams(events, id, "'%s'::json"));
      statement.execute(series.formatted(longStream) + SqlFill.insertLong(id, "'%s'::json"));
      statement.execute("VACUUM ANALYZE events");
    }
  }

  /** Large results come in parts. */
  @Override
  public Connection reader() throws SQLException {
    Connection connection =
        DriverManager.getConnection(server.url() + "&defaultRowFetchSize=" + SCAN_FETCH);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private record Session(Connection connection, EventsTable table) {}

  /** Gives each append a connection for its time. */
  private static final class Pooled implements Appender {

    private final List<Session> all;
    private final BlockingQueue<Session> free;
    private final int batch;

    Pooled(List<Session> sessions, int batch) {
      this.all = sessions;
      this.free = new ArrayBlockingQueue<>(sessions.size(), false, sessions);
      this.batch = batch;
    }

    @Override
    public int batch() {
      return batch;
    }

    @Override
    public void append(int stream, long version) throws Exception {
      Session session = free.take();
      try {
        session.table().insert(stream, version, batch);
        session.connection().commit();
      } finally {
        free.add(session);
      }
    }

    @Override
    public void close() throws SQLException {
      for (Session session : all) {
        session.table().close();
        session.connection().close();
      }
    }
  }
}
