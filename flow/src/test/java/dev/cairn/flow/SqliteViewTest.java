package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class SqliteViewTest {

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private SqliteView view;

  @BeforeEach
  void open() {
    view = SqliteView.open(folder.resolve("view.db"), () -> Instant.parse("2025-12-28T10:00:00Z"));
  }

  @AfterEach
  void close() {
    view.close();
  }

  /** The number that a query yields. */
  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  @Test
  void readersSeeWholeBatchesWhileItIsWritten() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (Projector projector =
            Projector.of(store, counting, view, ProjectorOptions.DEFAULT.withBatchEventsMax(10));
        var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      projector.catchUp();
      List<Future<Integer>> reads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        reads.add(readers.submit(() -> readUntil(done)));
      }
      projector.start();
      try {
        for (int i = 0; i < 100; i++) {
          Events.append(store, 10, 7);
        }
        projector.awaitApplied(store.head(), Eventually.WAIT_MAX);
      } finally {
        done.set(true);
      }
      for (Future<Integer> read : reads) {
        assertTrue(read.get() > 0);
      }
    }
  }

  /** Rows and checkpoint come from one state, in two statements of one read. */
  private int readUntil(AtomicBoolean done) {
    int reads = 0;
    while (!done.get() || reads == 0) {
      view.read(connection -> {
        long rows = number(connection, "SELECT coalesce(sum(events), 0) FROM counts");
        long position = number(connection, "SELECT position FROM cairn_checkpoints");
        assertEquals(rows, position);
        return rows;
      });
      reads++;
    }
    return reads;
  }

  @Test
  void theCheckpointCanBeReadByAPerson() throws InterruptedException {
    Events.append(store, 3, 1);
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.catchUp();
    }
    String query =
        "SELECT concat_ws('|', processor, \"partition\", store, position, child, event,"
            + " code_version, updated) FROM cairn_checkpoints";
    String row =
        view.read(connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(query)) {
            return rows.getString(1);
          }
        });
    assertEquals(
        "counts|0|%s|3|0|%s|1|2025-12-28T10:00:00Z"
            .formatted(store.id(), store.event(store.head()).orElseThrow().id()),
        row);
  }

  @Test
  void aQueryCannotWrite() {
    ViewUnusableException refused =
        assertThrows(
            ViewUnusableException.class,
            () ->
                view.read(connection -> {
                  try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("DELETE FROM cairn_checkpoints");
                  }
                }));
    assertInstanceOf(SQLException.class, refused.getCause());
  }

  @Test
  void aQueryThatFailsLeavesThePoolInOrder() {
    for (int i = 0; i < 20; i++) {
      assertThrows(
          ViewUnusableException.class,
          () -> view.read(connection -> number(connection, "SELECT * FROM nowhere")));
    }
    assertEquals(1, view.<Long>read(connection -> number(connection, "SELECT 1")));
  }

  @Test
  void moreQueriesThanConnectionsWaitForTheirTurn() throws Exception {
    CountDownLatch allIn = new CountDownLatch(4);
    CountDownLatch goOn = new CountDownLatch(1);
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Long>> reads = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        reads.add(
            readers.submit(() ->
                view.read(connection -> {
                  allIn.countDown();
                  await(goOn);
                  return number(connection, "SELECT 1");
                })));
      }
      allIn.await();
      goOn.countDown();
      for (Future<Long> read : reads) {
        assertEquals(1, read.get());
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClosedViewIsNotRead() {
    view.close();
    assertThrows(
        ViewUnusableException.class, () -> view.read(connection -> number(connection, "SELECT 1")));
  }

  @Test
  void aProjectionMayNotEndTheTransactionItIsPartOf() {
    Events.append(store, 3, 1);
    List<Transgression> all =
        List.of(
            Connection::commit,
            Connection::rollback,
            Connection::close,
            connection -> connection.setAutoCommit(true));
    for (Transgression transgression : all) {
      ProjectionFailedException failure = failure(new Transgressing(transgression));
      assertTrue(failure.getMessage().contains("its transaction belongs to who runs it"));
    }
  }

  @Test
  void aCommitInSqlIsNoticed() {
    Events.append(store, 3, 1);
    failure(
        new Transgressing(connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("COMMIT");
          }
        }));
  }

  private ProjectionFailedException failure(Projection projection) {
    try (Projector projector = Projector.of(store, projection, view)) {
      return assertThrows(ProjectionFailedException.class, projector::catchUp);
    }
  }

  /** What a projection must not do. */
  @FunctionalInterface
  private interface Transgression {
    void commit(Connection connection) throws SQLException;
  }

  private record Transgressing(Transgression transgression) implements Projection {

    @Override
    public String name() {
      return "transgressing";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public void create(Connection connection) {}

    @Override
    public ProjectionSession open(Connection connection) {
      return event -> transgression.commit(connection);
    }
  }
}
