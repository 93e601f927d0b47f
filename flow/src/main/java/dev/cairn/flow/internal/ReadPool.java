package dev.cairn.flow.internal;

import dev.cairn.flow.SqlQuery;
import dev.cairn.flow.ViewUnusableException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that read a view, opened when they are first needed and kept for the next
 * reader. In a write-ahead log readers never wait for the writer nor it for them; the bound is
 * there because each one holds files and memory. Thread-safe.
 */
final class ReadPool implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");
  private static final int CONNECTIONS_MAX = 4;
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  /** A connection, and the file it was opened on. */
  private record Reader(Connection connection, ViewFile.Identity opened) {}

  private final SqliteDatabase database;
  private final Semaphore permits = new Semaphore(CONNECTIONS_MAX, true);
  private final Deque<Reader> idle = new ArrayDeque<>();
  private boolean closed;

  ReadPool(SqliteDatabase database) {
    this.database = database;
  }

  <T> T read(SqlQuery<T> query) {
    acquire();
    try {
      Reader reader = take();
      boolean kept = false;
      try {
        T result = readFrom(reader, query);
        kept = true;
        return result;
      } finally {
        giveBack(reader, kept);
      }
    } finally {
      permits.release();
    }
  }

  private <T> T readFrom(Reader reader, SqlQuery<T> query) {
    Connection connection = reader.connection();
    try {
      connection.setAutoCommit(false);
      T result = query.read(GuardedConnection.guard(connection));
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException e) {
      if (SqliteFault.of(e) == SqliteFault.DAMAGED) {
        database.report(reader.opened(), e);
      }
      throw new ViewUnusableException(database.file(), "a query failed: " + e.getMessage(), e);
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ViewUnusableException(
            database.file(),
            "%d queries run already and none ended within %d ms; try again later"
                .formatted(CONNECTIONS_MAX, WAIT_MAX.toMillis()),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewUnusableException(database.file(), "the thread was interrupted", e);
    }
  }

  private Reader take() {
    @Nullable Reader reader = poll();
    while (reader != null && !database.isGood(reader.opened())) {
      close(reader);
      reader = poll();
    }
    return reader != null ? reader : open();
  }

  private synchronized @Nullable Reader poll() {
    if (closed) {
      throw new ViewUnusableException(database.file(), "it is closed", null);
    }
    return idle.pollFirst();
  }

  private Reader open() {
    ViewFile.Identity identity =
        database
            .identity()
            .orElseThrow(() ->
                new ViewUnusableException(
                    database.file(),
                    "the file is missing; it comes back when its projection runs",
                    null));
    try {
      return new Reader(database.connector().reader(database.file()), identity);
    } catch (SQLException e) {
      throw new ViewUnusableException(database.file(), String.valueOf(e.getMessage()), e);
    }
  }

  private void giveBack(Reader reader, boolean usable) {
    synchronized (this) {
      if (usable && !closed) {
        idle.addFirst(reader);
        return;
      }
    }
    close(reader);
  }

  private static void close(Reader reader) {
    try {
      reader.connection().close();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "A connection to a view could not be closed.", e);
    }
  }

  /** Closes the idle connections; those in use close when their query ends. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(ReadPool::close);
    idle.clear();
  }
}
