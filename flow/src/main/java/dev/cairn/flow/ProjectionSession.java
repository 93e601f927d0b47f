package dev.cairn.flow;

import dev.cairn.RecordedEvent;
import java.sql.SQLException;

/**
 * Applies events to the tables of a {@link Projection} over one connection. In the simplest case a
 * lambda; one that must be fast prepares its statements once, sums up the events of a batch in
 * memory and writes the sums in {@link #flush}.
 *
 * <p>Every batch is one transaction: {@code apply} for each of its events in the order of the log,
 * then {@code flush}, then the checkpoint, then the commit. After any exception the transaction is
 * rolled back, the session is closed and never used again, so what it kept in memory is lost with
 * the rows it belonged to. Used by one thread.
 */
@FunctionalInterface
public interface ProjectionSession extends AutoCloseable {

  /**
   * Applies one event.
   *
   * @throws Exception to stop the projection at this event; nothing of its batch is kept
   */
  void apply(RecordedEvent event) throws Exception;

  /**
   * Writes what was held back since the last call; afterwards the rows must stand for every event
   * applied so far.
   */
  default void flush() throws Exception {}

  /** Closes the statements. The connection is closed right behind it. */
  @Override
  default void close() throws SQLException {}
}
