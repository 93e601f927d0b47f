package dev.cairn.flow.internal;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ProjectionSession;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Writes batches into the tables of one projection. A batch is one transaction that begins by
 * comparing the checkpoint in the file with where this session believes to be, under SQLite's write
 * lock: whoever moved it meanwhile, no event is counted twice.
 */
final class SqliteSession implements TargetSession {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final SqliteDatabase database;
  private final SqliteDatabase.WriterConnection writer;
  private final CheckpointTable table;
  private final EventReader events;
  private final ProjectionSession session;
  private Checkpoint checkpoint;

  SqliteSession(
      Projection projection,
      SqliteDatabase database,
      SqliteDatabase.WriterConnection writer,
      CheckpointTable table,
      EventReader events,
      Checkpoint checkpoint)
      throws SQLException {
    this.database = database;
    this.writer = writer;
    this.table = table;
    this.events = events;
    this.checkpoint = checkpoint;
    this.session = projection.open(GuardedConnection.guard(writer.connection()));
  }

  @Override
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public boolean current() {
    return database.isGood(writer.opened());
  }

  @Override
  public Outcome apply(EventBatch batch, BooleanSupplier giveUp) throws Exception {
    if (!current()) {
      return Outcome.LOST;
    }
    try {
      return applyInTransaction(batch, giveUp);
    } catch (Exception e) {
      if (SqliteFault.of(e) != SqliteFault.DAMAGED) {
        throw e;
      }
      database.report(writer.opened(), e);
      return Outcome.LOST;
    }
  }

  /** Whatever ends this halfway leaves a transaction open, which closing the session rolls back. */
  private Outcome applyInTransaction(EventBatch batch, BooleanSupplier giveUp) throws Exception {
    if (!begin(writer.connection())) {
      return Outcome.BUSY;
    }
    if (!table.find().equals(Optional.of(checkpoint))) {
      return Outcome.LOST;
    }
    for (RecordedEvent event : batch.events()) {
      if (giveUp.getAsBoolean()) {
        return Outcome.GIVEN_UP;
      }
      apply(event);
    }
    session.flush();
    Checkpoint next = checkpoint.at(batch, events);
    table.save(next, database.time().instant());
    writer.connection().setAutoCommit(true);
    checkpoint = next;
    return Outcome.APPLIED;
  }

  private void apply(RecordedEvent event) throws PlacedFailure {
    try {
      session.apply(event);
    } catch (Throwable e) {
      throw new PlacedFailure(event, e);
    }
  }

  /**
   * Begins a transaction and takes the write lock. Returns whether it got it.
   *
   * @throws SQLException if something else than another writer was in the way
   */
  static boolean begin(Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
      return true;
    } catch (SQLException e) {
      if (SqliteFault.of(e) != SqliteFault.BUSY) {
        throw e;
      }
    }
    try {
      // The driver believes that a transaction has begun.
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      LOG.log(Level.TRACE, "There was no transaction to end, as expected.", e);
    }
    return false;
  }

  @Override
  public void close() {
    try {
      session.close();
      table.close();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.WARNING, "The session of a projection could not be closed.", e);
    } finally {
      writer.close();
    }
  }
}
