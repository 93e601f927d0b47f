package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.Payload;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.Inbox;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inbox of a consumer in a PostgreSQL database, where that is installed. */
final class InboxOnPostgresTest {

  private static final int EVENTS = 30;

  private static Optional<PostgresServer> server = Optional.empty();

  private final Inbox inbox = Inbox.of("mailer");
  private Connection connection;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
    assumeTrue(server.isPresent(), "PostgreSQL is not installed");
  }

  @AfterAll
  static void end() throws Exception {
    if (server.isPresent()) {
      server.get().close();
    }
  }

  @BeforeEach
  void prepare() throws SQLException {
    connection = connect();
    execute(connection, "DROP TABLE IF EXISTS sent, " + Inbox.TABLE);
    execute(connection, "CREATE TABLE sent (id TEXT NOT NULL)");
    inbox.prepare(connection);
    inbox.prepare(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(server.orElseThrow().url());
  }

  private static void execute(Connection on, String sql) throws SQLException {
    try (Statement statement = on.createStatement()) {
      statement.execute(sql);
    }
  }

  private static CloudEvent event(String id) {
    return new CloudEvent(
        id,
        URI.create("cairn://store/user-1"),
        "UserRegistered",
        null,
        null,
        Payload.json("{}"),
        Map.of());
  }

  private boolean handled(Connection on, String id) throws SQLException {
    return inbox.once(on, event(id), () -> send(on, id));
  }

  private static void send(Connection on, String id) throws SQLException {
    try (PreparedStatement insert = on.prepareStatement("INSERT INTO sent (id) VALUES (?)")) {
      insert.setString(1, id);
      insert.execute();
    }
  }

  private List<String> sent() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM sent ORDER BY id")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  @Test
  void notesAreForgotten() throws SQLException {
    Inbox later =
        Inbox.of("mailer", InstantSource.offset(InstantSource.system(), Duration.ofDays(8)));
    assertTrue(handled(connection, "1"));
    assertTrue(later.once(connection, event("2"), () -> send(connection, "2")));
    assertEquals(1, later.forget(connection, Duration.ofDays(7)));
    assertFalse(handled(connection, "2"));
    assertTrue(handled(connection, "1"));
  }

  /** The server refuses everything in a transaction after an error, until it is undone. */
  @Test
  void anEventIsHandledOnceAndAFailureUndoesItselfAlone() throws SQLException {
    assertTrue(handled(connection, "1"));
    assertFalse(handled(connection, "1"));
    connection.setAutoCommit(false);
    send(connection, "own");
    assertThrows(
        SQLException.class,
        () -> inbox.once(connection, event("2"), () -> execute(connection, "nonsense")));
    connection.commit();
    connection.setAutoCommit(true);
    assertTrue(handled(connection, "2"));
    assertEquals(List.of("1", "2", "own"), sent());
  }

  @Test
  void ofManyAtOnceEachEventIsDoneOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        running.add(threads.submit(this::handleAll));
      }
      int done = 0;
      for (Future<Integer> one : running) {
        done += one.get();
      }
      assertEquals(EVENTS, done);
    }
    assertEquals(EVENTS, sent().size());
    assertEquals(EVENTS, sent().stream().distinct().count());
  }

  private int handleAll() throws SQLException {
    int done = 0;
    try (Connection own = connect()) {
      for (int id = 0; id < EVENTS; id++) {
        done += handled(own, Integer.toString(id)) ? 1 : 0;
      }
    }
    return done;
  }
}
