package dev.cairn.flow;

import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * One row for each stream: how many events it has, and what happened last. Times are UTC with
 * microseconds, so that they sort as text:
 *
 * <pre>
 * stream_summary(stream TEXT PRIMARY KEY, version INTEGER, events INTEGER, last_type TEXT, last_time TEXT)
 * </pre>
 *
 * <p>Also an example of a fast projection: it sums up a batch in memory, so that a stream with many
 * events in it costs one statement.
 */
public final class StreamSummaryProjection implements Projection {

  /** The name of the projection and of its table. */
  public static final String NAME = "stream_summary";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String CREATE =
      """
      CREATE TABLE stream_summary (
        stream    TEXT    NOT NULL PRIMARY KEY,
        version   INTEGER NOT NULL,
        events    INTEGER NOT NULL,
        last_type TEXT    NOT NULL,
        last_time TEXT    NOT NULL
      ) WITHOUT ROWID\
      """;

  private static final String UPSERT =
      """
      INSERT INTO stream_summary (stream, version, events, last_type, last_time)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (stream) DO UPDATE SET
        version = excluded.version,
        events = events + excluded.events,
        last_type = excluded.last_type,
        last_time = excluded.last_time\
      """;

  /** Makes the projection; it holds nothing of its own. */
  public StreamSummaryProjection() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(CREATE);
    }
  }

  @Override
  public ProjectionSession open(Connection connection) throws SQLException {
    return new Session(connection.prepareStatement(UPSERT));
  }

  /** What a batch added to a stream. */
  private record Addition(long events, RecordedEvent last) {}

  private static final class Session implements ProjectionSession {

    private final PreparedStatement upsert;
    private final Map<StreamId, Addition> additions = new HashMap<>();

    Session(PreparedStatement upsert) {
      this.upsert = upsert;
    }

    @Override
    public void apply(RecordedEvent event) {
      additions.merge(
          event.stream(),
          new Addition(1, event),
          (sum, next) -> new Addition(sum.events() + next.events(), next.last()));
    }

    @Override
    public void flush() throws SQLException {
      for (Map.Entry<StreamId, Addition> entry : additions.entrySet()) {
        RecordedEvent last = entry.getValue().last();
        upsert.setString(1, entry.getKey().value());
        upsert.setLong(2, last.version().number());
        upsert.setLong(3, entry.getValue().events());
        upsert.setString(4, last.type().value());
        upsert.setString(5, TIME.format(last.timestamp()));
        upsert.executeUpdate();
      }
      additions.clear();
    }

    @Override
    public void close() throws SQLException {
      upsert.close();
    }
  }
}
