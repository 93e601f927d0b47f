package dev.cairn.flow.internal;

import dev.cairn.Position;
import dev.cairn.StoreId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of checkpoints, one row for each processor and partition, in the same file as the rows
 * they vouch for. Statements are prepared once for each connection.
 */
final class CheckpointTable implements AutoCloseable {

  /** There is one partition so far; the column is there so that more can come. */
  private static final int PARTITION = 0;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS cairn_checkpoints (
        processor    TEXT    NOT NULL,
        "partition"  INTEGER NOT NULL,
        store        TEXT    NOT NULL,
        position     INTEGER NOT NULL,
        child        INTEGER NOT NULL,
        event        TEXT,
        code_version INTEGER NOT NULL,
        updated      TEXT    NOT NULL,
        PRIMARY KEY (processor, "partition")
      ) WITHOUT ROWID\
      """;

  private static final String FIND =
      """
      SELECT store, position, child, event, code_version
      FROM cairn_checkpoints WHERE processor = ? AND "partition" = ?\
      """;

  private static final String SAVE =
      """
      INSERT OR REPLACE INTO cairn_checkpoints
        (processor, "partition", store, position, child, event, code_version, updated)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private final PreparedStatement find;
  private final PreparedStatement save;

  CheckpointTable(Connection connection, String processor) throws SQLException {
    find = connection.prepareStatement(FIND);
    save = connection.prepareStatement(SAVE);
    for (PreparedStatement statement : new PreparedStatement[] {find, save}) {
      statement.setString(1, processor);
      statement.setInt(2, PARTITION);
    }
  }

  static void create(Statement statement) throws SQLException {
    statement.executeUpdate(CREATE);
  }

  Optional<Checkpoint> find() throws SQLException {
    try (ResultSet row = find.executeQuery()) {
      return row.next() ? Optional.of(checkpoint(row)) : Optional.empty();
    }
  }

  private static Checkpoint checkpoint(ResultSet row) throws SQLException {
    @Nullable String event = row.getString(4);
    return new Checkpoint(
        StoreId.parse(row.getString(1)),
        new Position(PARTITION, row.getLong(2), row.getInt(3)),
        event == null ? null : UUID.fromString(event),
        row.getInt(5));
  }

  void save(Checkpoint checkpoint, Instant now) throws SQLException {
    if (checkpoint.position().partition() != PARTITION) {
      throw new SQLException("a view has one partition, not " + checkpoint.position());
    }
    save.setString(3, checkpoint.store().toString());
    save.setLong(4, checkpoint.position().sequence());
    save.setInt(5, checkpoint.position().child());
    save.setString(6, checkpoint.event() == null ? null : checkpoint.event().toString());
    save.setInt(7, checkpoint.codeVersion());
    save.setString(8, now.toString());
    save.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    find.close();
    save.close();
  }
}
