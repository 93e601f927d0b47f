package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.testkit.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An event is handled once, however often it comes, in a SQLite database. */
final class InboxTest {

  @TempDir Path folder;
  private final Inbox inbox = Inbox.of("mailer");
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = connect();
    inbox.prepare(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE sent (id TEXT NOT NULL)");
    }
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private Connection connect() throws SQLException {
    Connection made = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("consumer.db"));
    try (Statement statement = made.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA busy_timeout = 10000");
    }
    return made;
  }

  private static CloudEvent event(String source, String id) {
    return new CloudEvent(
        id, URI.create(source), "UserRegistered", null, null, Payload.json("{}"), Map.of());
  }

  private static CloudEvent event(String id) {
    return event("cairn://store/user-1", id);
  }

  private static void send(Connection connection, String id) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO sent (id) VALUES (?)")) {
      insert.setString(1, id);
      insert.execute();
    }
  }

  private boolean handled(Connection on, CloudEvent event) throws SQLException {
    return inbox.once(on, event, () -> send(on, event.id()));
  }

  private List<String> sent() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection looking = connect();
        Statement statement = looking.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM sent ORDER BY rowid")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  @Test
  void anEventIsHandledOnce() throws SQLException {
    assertTrue(handled(connection, event("1")));
    assertFalse(handled(connection, event("1")));
    assertTrue(handled(connection, event("2")));
    assertEquals(List.of("1", "2"), sent());
    assertTrue(connection.getAutoCommit());
  }

  @Test
  void sourceIdAndConsumerTogetherTellEventsApart() throws SQLException {
    assertTrue(handled(connection, event("1")));
    assertTrue(handled(connection, event("cairn://store/user-2", "1")));
    Inbox other = Inbox.of("biller");
    assertTrue(other.once(connection, event("1"), () -> send(connection, "1")));
    assertFalse(other.once(connection, event("1"), () -> send(connection, "1")));
    assertEquals(3, sent().size());
  }

  @Test
  void workThatFailsLeavesNothingAndIsDoneTheNextTime() throws SQLException {
    IOException failure = new IOException("the mail server is down");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                inbox.once(
                    connection,
                    event("1"),
                    () -> {
                      send(connection, "1");
                      throw failure;
                    }));
    assertSame(failure, thrown);
    assertTrue(connection.getAutoCommit());
    assertEquals(List.of(), sent());
    assertTrue(handled(connection, event("1")));
    assertEquals(List.of("1"), sent());
  }

  @Test
  void itJoinsATransactionWhichTheCallerCommits() throws SQLException {
    connection.setAutoCommit(false);
    assertTrue(handled(connection, event("1")));
    assertFalse(handled(connection, event("1")));
    assertEquals(List.of(), sent());
    connection.rollback();
    assertTrue(handled(connection, event("1")));
    connection.commit();
    assertEquals(List.of("1"), sent());
    assertFalse(handled(connection, event("1")));
    connection.rollback();
  }

  @Test
  void workThatFailsInAJoinedTransactionUndoesItselfAlone() throws SQLException {
    connection.setAutoCommit(false);
    send(connection, "before");
    assertThrows(
        IllegalStateException.class,
        () ->
            inbox.once(
                connection,
                event("1"),
                () -> {
                  send(connection, "1");
                  throw new IllegalStateException("no");
                }));
    connection.commit();
    assertEquals(List.of("before"), sent());
    assertTrue(handled(connection, event("1")));
    connection.commit();
    assertEquals(List.of("before", "1"), sent());
  }

  /** The process dies after the work and before the commit: the database undoes both. */
  @Test
  void aCrashBeforeTheCommitLeavesNothing() throws SQLException {
    try (Connection dying = connect()) {
      dying.setAutoCommit(false);
      assertTrue(handled(dying, event("1")));
    }
    assertEquals(List.of(), sent());
    assertTrue(handled(connection, event("1")));
  }

  /** The process dies after the commit and before it tells the bus, which brings it again. */
  @Test
  void aCrashBeforeTheAcknowledgementIsNoticed() throws SQLException {
    try (Connection dying = connect()) {
      assertTrue(handled(dying, event("1")));
    }
    assertFalse(handled(connection, event("1")));
    assertEquals(List.of("1"), sent());
  }

  @Test
  void ofTwoAtOnceOneDoesIt() throws Exception {
    try (Connection second = connect();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch working = new CountDownLatch(1);
      Future<Boolean> first =
          threads.submit(() ->
              inbox.once(
                  connection,
                  event("1"),
                  () -> {
                    working.countDown();
                    send(connection, "1");
                  }));
      working.await();
      Future<Boolean> other = threads.submit(() -> handled(second, event("1")));
      assertTrue(first.get());
      assertFalse(other.get());
    }
    assertEquals(List.of("1"), sent());
  }

  @Test
  void ofManyAtOnceEachEventIsDoneOnce() throws Exception {
    int consumers = 4;
    int events = 50;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < consumers; i++) {
        running.add(threads.submit(() -> handleAll(events)));
      }
      int done = 0;
      for (Future<Integer> one : running) {
        done += one.get();
      }
      assertEquals(events, done);
    }
    assertEquals(events, sent().stream().distinct().count());
    assertEquals(events, sent().size());
  }

  private int handleAll(int events) throws SQLException {
    int done = 0;
    try (Connection own = connect()) {
      for (int id = 0; id < events; id++) {
        done += handled(own, event(Integer.toString(id))) ? 1 : 0;
      }
    }
    return done;
  }

  @Test
  void oldNotesAreForgottenAFewAtATime() throws SQLException {
    VirtualClock clock = new VirtualClock();
    Inbox aging = Inbox.of("aging", clock);
    connection.setAutoCommit(false);
    for (int i = 0; i < Inbox.FORGET_MAX + 5; i++) {
      assertTrue(aging.once(connection, event("old-" + i), () -> {}));
    }
    connection.commit();
    clock.advance(Duration.ofDays(8));
    assertTrue(aging.once(connection, event("young"), () -> {}));
    assertTrue(handled(connection, event("of another consumer")));
    assertEquals(Inbox.FORGET_MAX, aging.forget(connection, Duration.ofDays(7)));
    assertEquals(5, aging.forget(connection, Duration.ofDays(7)));
    assertEquals(0, aging.forget(connection, Duration.ofDays(7)));
    assertFalse(aging.once(connection, event("young"), () -> {}));
    assertTrue(aging.once(connection, event("old-1"), () -> {}));
    assertFalse(handled(connection, event("of another consumer")));
    assertThrows(
        IllegalArgumentException.class, () -> aging.forget(connection, Duration.ofDays(-1)));
  }

  @Test
  void namesHaveLimits() throws SQLException {
    assertThrows(IllegalArgumentException.class, () -> Inbox.of(""));
    assertThrows(IllegalArgumentException.class, () -> Inbox.of("é".repeat(128)));
    assertTrue(
        Inbox.of("c".repeat(Inbox.CONSUMER_BYTES_MAX)).once(connection, event("1"), () -> {}));
    int rest = Inbox.KEY_BYTES_MAX - "cairn://store/user-1".length();
    assertTrue(handled(connection, event("i".repeat(rest))));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> handled(connection, event("i".repeat(rest + 1))));
    Messages.assertSays("at most 2,000 bytes together, not 2,001", error);
  }
}
