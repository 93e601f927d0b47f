package dev.cairn.bank.view;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreException;
import dev.cairn.Subscription;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ProjectionSession;
import dev.cairn.flow.SqlQuery;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the projection into its file on a thread of its own: rows and checkpoint in one transaction.
 * A file that was made from another store, or ahead of this one, is made anew.
 */
final class ViewRunner implements AutoCloseable {

  private static final int BATCH_MAX = 1_000;
  private static final Duration WAIT = Duration.ofMillis(500);

  private final EventReader store;
  private final Projection projection;
  private final String url;
  private final Connection writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Thread thread;
  private volatile Position applied;
  private volatile boolean running = true;

  ViewRunner(EventReader store, Path file, Projection projection) throws SQLException {
    this.store = store;
    this.projection = projection;
    this.url = "jdbc:sqlite:" + file;
    this.writer = DriverManager.getConnection(url);
    try (Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
    }
    writer.setAutoCommit(false);
    this.applied = prepared();
    this.thread = Thread.ofPlatform().name("view").start(this::run);
  }

  private Position prepared() throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS checkpoint (store TEXT NOT NULL, position INTEGER NOT NULL)");
      try (ResultSet row = statement.executeQuery("SELECT store, position FROM checkpoint")) {
        if (row.next()
            && row.getString(1).equals(store.id().toString())
            && row.getLong(2) <= store.head().sequence()) {
          return Position.of(row.getLong(2));
        }
      }
      statement.execute("DROP TABLE IF EXISTS accounts");
      statement.execute("DROP TABLE IF EXISTS statement");
      statement.execute("DELETE FROM checkpoint");
      projection.create(writer);
    }
    try (PreparedStatement insert =
        writer.prepareStatement("INSERT INTO checkpoint (store, position) VALUES (?, 0)")) {
      insert.setString(1, store.id().toString());
      insert.executeUpdate();
    }
    writer.commit();
    return Position.START;
  }

  private void run() {
    try (ProjectionSession session = projection.open(writer);
        PreparedStatement remember = writer.prepareStatement("UPDATE checkpoint SET position = ?");
        Subscription subscription = store.subscribe(projection.filter(), applied)) {
      while (running) {
        apply(session, remember, subscription.next(BATCH_MAX, WAIT));
      }
    } catch (InterruptedException | StoreException _) {
      running = false;
    } catch (Exception e) {
      running = false;
      System.getLogger(ViewRunner.class.getName())
          .log(System.Logger.Level.ERROR, "the view of the accounts stopped", e);
    }
  }

  private void apply(ProjectionSession session, PreparedStatement remember, EventBatch batch)
      throws Exception {
    if (!batch.upTo().isAfter(applied)) {
      return;
    }
    for (RecordedEvent event : batch.events()) {
      session.apply(event);
    }
    session.flush();
    remember.setLong(1, batch.upTo().sequence());
    remember.executeUpdate();
    writer.commit();
    lock.lock();
    try {
      applied = batch.upTo();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    return running;
  }

  Position applied() {
    return applied;
  }

  /**
   * Waits until something behind the position is applied, or for that long; returns how far it is.
   */
  Position awaitBeyond(Position seen, Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (!applied.isAfter(seen) && left > 0) {
        left = moved.awaitNanos(left);
      }
      return applied;
    } finally {
      lock.unlock();
    }
  }

  <T> T read(SqlQuery<T> query) throws SQLException {
    try (Connection reader = DriverManager.getConnection(url)) {
      reader.setAutoCommit(false);
      return query.read(reader);
    }
  }

  @Override
  public void close() throws SQLException {
    running = false;
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    writer.close();
  }
}
