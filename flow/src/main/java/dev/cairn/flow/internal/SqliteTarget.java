package dev.cairn.flow.internal;

import dev.cairn.EventReader;
import dev.cairn.Filter;
import dev.cairn.flow.Projection;
import dev.cairn.flow.ViewUnusableException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The tables of one projection in a view's file. */
public final class SqliteTarget implements Target {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final Projection projection;
  private final SqliteDatabase database;

  /** Names the projection and the file. */
  public SqliteTarget(Projection projection, SqliteDatabase database) {
    this.projection = projection;
    this.database = database;
    String name = projection.name();
    if (name.isBlank() || name.length() > Projection.NAME_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "a projection's name has 1 to %d characters and is not blank: '%s'"
              .formatted(Projection.NAME_LENGTH_MAX, name));
    }
    if (projection.version() < 1) {
      throw new IllegalArgumentException(
          "the version of projection '%s' is 1 or greater, not %d"
              .formatted(name, projection.version()));
    }
  }

  @Override
  public String name() {
    return projection.name();
  }

  @Override
  public Filter filter() {
    return projection.filter();
  }

  @Override
  public Optional<TargetSession> open(EventReader events, Opening why) throws Exception {
    SqliteDatabase.WriterConnection writer = database.openWriter();
    try {
      Optional<TargetSession> session = tryOpen(writer, events, why);
      if (session.isEmpty()) {
        writer.close();
      }
      return session;
    } catch (Throwable e) {
      writer.close();
      if (SqliteFault.of(e) != SqliteFault.DAMAGED) {
        throw e;
      }
      database.report(writer.opened(), e);
      return Optional.empty();
    }
  }

  /** Empty if another process is writing, or was quicker and what was read is no longer so. */
  private Optional<TargetSession> tryOpen(
      SqliteDatabase.WriterConnection writer, EventReader events, Opening why) throws Exception {
    CheckpointTable table = new CheckpointTable(writer.connection(), name());
    Optional<Checkpoint> found = table.find();
    if (found.isPresent()) {
      found.get().verify(describe(), events);
      checkVersion(found.get(), why);
    }
    Optional<Checkpoint> current =
        found.filter(at -> why != Opening.ANEW && at.codeVersion() == projection.version());
    if (current.isEmpty()) {
      Checkpoint start = Checkpoint.start(events, projection.version());
      if (!rebuild(writer.connection(), table, found, start)) {
        return Optional.empty();
      }
      current = Optional.of(start);
    }
    return Optional.of(
        new SqliteSession(projection, database, writer, table, events, current.get()));
  }

  private String describe() {
    return "projection '%s' in %s".formatted(name(), database.file());
  }

  /** Two versions of the code that take the tables from each other would never come to an end. */
  private void checkVersion(Checkpoint found, Opening why) {
    if (found.codeVersion() == projection.version()) {
      return;
    }
    if (why == Opening.AGAIN) {
      throw new ViewUnusableException(
          database.file(),
          "projection '%s' is being kept by version %d of its code in another process, this one has version %d; let one of them run"
              .formatted(name(), found.codeVersion(), projection.version()),
          null);
    }
    LOG.log(
        Level.INFO,
        "Projection {0} has version {1}, its tables were made by version {2}; they are made anew.",
        name(),
        Integer.toString(projection.version()),
        Integer.toString(found.codeVersion()));
  }

  /** Drops the tables and makes them again, empty, in one transaction. */
  private boolean rebuild(
      Connection connection, CheckpointTable table, Optional<Checkpoint> found, Checkpoint start)
      throws SQLException {
    if (!SqliteSession.begin(connection)) {
      return false;
    }
    if (!table.find().equals(found)) {
      connection.setAutoCommit(true);
      return false;
    }
    OwnedObjects.drop(connection, name());
    OwnedObjects.recorded(
        connection, name(), () -> projection.create(GuardedConnection.guard(connection)));
    table.save(start, database.time().instant());
    connection.setAutoCommit(true);
    return true;
  }
}
