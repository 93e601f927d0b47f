package dev.cairn.flow;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Lets a consumer handle each event once, although a bus may bring it twice: it notes the events
 * that were handled in a table of the database that the handler writes to, in the same transaction.
 * So what the handler did and the note of it are there together or not at all, whatever becomes of
 * the process, the bus or the acknowledgement in between.
 *
 * <p>An event is known by its source and id, so one that an operator had sent once more is not
 * handled again. Consumers with different names do not know of each other's events. What the work
 * does outside of the database, such as sending a mail, can still happen twice.
 *
 * <p>For SQLite, from 3.24 on, and PostgreSQL, from 9.5 on. Thread-safe, if each thread has a
 * connection of its own.
 */
public final class Inbox {

  /** The table. */
  public static final String TABLE = "cairn_inbox";

  /** Most bytes of a consumer's name. */
  public static final int CONSUMER_BYTES_MAX = 255;

  /** Most bytes of an event's source and id together: what the index of a database takes. */
  public static final int KEY_BYTES_MAX = 2_000;

  /** Most notes that {@link #forget} removes at once. */
  public static final int FORGET_MAX = 10_000;

  private static final String INDEX = TABLE + "_handled";

  private final String consumer;
  private final InstantSource time;

  private Inbox(String consumer, InstantSource time) {
    this.consumer = consumer;
    this.time = time;
  }

  /**
   * The inbox of a consumer.
   *
   * @param consumer its name, the same for as long as it shall know what it has handled
   */
  public static Inbox of(String consumer) {
    return of(consumer, InstantSource.system());
  }

  /** The same with another clock. */
  public static Inbox of(String consumer, InstantSource time) {
    int bytes = consumer.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > CONSUMER_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a consumer's name has 1 to %d bytes, not %d".formatted(CONSUMER_BYTES_MAX, bytes));
    }
    return new Inbox(consumer, time);
  }

  /** Makes the table where it is missing. Several consumers share one. */
  public void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS %s (
            consumer TEXT NOT NULL,
            source TEXT NOT NULL,
            id TEXT NOT NULL,
            handled_at BIGINT NOT NULL,
            PRIMARY KEY (consumer, source, id))
          """
              .formatted(TABLE));
      statement.execute(
          "CREATE INDEX IF NOT EXISTS %s ON %s (consumer, handled_at)".formatted(INDEX, TABLE));
    }
  }

  /**
   * Does the work unless the event was handled before. In a connection without auto-commit it joins
   * the caller's transaction, which the caller commits before it acknowledges the message; else the
   * transaction is its own, and committed when it returns. If the work fails, what it changed and
   * the note are undone, and its error is thrown.
   *
   * <p>Of two that handle the same event at once, one does the work; the other waits for the
   * database's lock, and then does not, or does if the first one failed. An error of the database,
   * such as a lock that took too long, leaves the event not handled, to be tried again.
   *
   * @param connection to the database that the work changes
   * @return whether it did the work
   * @throws IllegalArgumentException if source and id have more than {@link #KEY_BYTES_MAX} bytes
   */
  public <X extends Exception> boolean once(
      Connection connection, CloudEvent event, InboxWork<X> work) throws SQLException, X {
    checkKey(event);
    if (!connection.getAutoCommit()) {
      return joined(connection, event, work);
    }
    connection.setAutoCommit(false);
    try {
      boolean did = joined(connection, event, work);
      connection.commit();
      return did;
    } catch (Throwable e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void checkKey(CloudEvent event) {
    int bytes = (event.source() + event.id()).getBytes(StandardCharsets.UTF_8).length;
    if (bytes > KEY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "source and id of an event have at most %,d bytes together, not %,d"
              .formatted(KEY_BYTES_MAX, bytes));
    }
  }

  private <X extends Exception> boolean joined(
      Connection connection, CloudEvent event, InboxWork<X> work) throws SQLException, X {
    Savepoint before = connection.setSavepoint();
    try {
      boolean isNew = note(connection, event);
      if (isNew) {
        work.run();
      }
      connection.releaseSavepoint(before);
      return isNew;
    } catch (Throwable e) {
      try {
        connection.rollback(before);
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private static void rollBack(Connection connection, Throwable error) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      error.addSuppressed(second);
    }
  }

  /** Whether there was no note yet. */
  private boolean note(Connection connection, CloudEvent event) throws SQLException {
    String insert =
        "INSERT INTO %s (consumer, source, id, handled_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            .formatted(TABLE);
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, consumer);
      statement.setString(2, event.source().toString());
      statement.setString(3, event.id());
      statement.setLong(4, time.millis());
      return statement.executeUpdate() == 1;
    }
  }

  /**
   * Removes notes of this consumer that are older, at most {@link #FORGET_MAX} of them; call it
   * again while it returns that many. An event that comes once more after its note was removed is
   * handled again: keep notes for longer than the bus keeps messages, and than a relay may be down.
   *
   * @return how many it removed
   */
  public int forget(Connection connection, Duration olderThan) throws SQLException {
    if (olderThan.isNegative()) {
      throw new IllegalArgumentException("an age is not negative: " + olderThan);
    }
    String delete =
        """
        DELETE FROM %1$s WHERE (consumer, source, id) IN (
          SELECT consumer, source, id FROM %1$s
          WHERE consumer = ? AND handled_at < ? ORDER BY handled_at LIMIT ?)
        """
            .formatted(TABLE);
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setString(1, consumer);
      statement.setLong(2, time.instant().minus(olderThan).toEpochMilli());
      statement.setInt(3, FORGET_MAX);
      return statement.executeUpdate();
    }
  }
}
