package dev.cairn.model;

import dev.cairn.LimitExceededException;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The state of an aggregate after one of its events, kept so that the events before need not be
 * read again. It names all that must fit before it is believed: the store, the event it rests on,
 * the schema of the state and the version of the code that folded it.
 *
 * @param store the store whose events were folded
 * @param stream the stream of the aggregate; its category is the kind of aggregate
 * @param version the version of the last event that was folded, 1 or greater
 * @param position the position of that event
 * @param event the id of that event
 * @param timestamp when that event was recorded, in microseconds
 * @param schema the version of the schema that the state follows, from 1
 * @param folding the version of the code that folded the events, from 1
 * @param state the state as JSON, at most {@link #STATE_BYTES_MAX} bytes
 */
public record Snapshot(
    StoreId store,
    StreamId stream,
    Version version,
    Position position,
    UUID event,
    Instant timestamp,
    int schema,
    int folding,
    Payload state) {

  /** The largest state that is kept, in bytes: 16 MiB. */
  public static final int STATE_BYTES_MAX = 16 << 20;

  /**
   * Checks that each number is one it can have.
   *
   * @throws LimitExceededException if the state is too large
   */
  public Snapshot {
    if (version.equals(Version.NONE) || schema < 1 || folding < 1) {
      throw new IllegalArgumentException(
          "version, schema and folding of a snapshot are 1 or greater, not %s, %d and %d"
              .formatted(version, schema, folding));
    }
    if (!state.isJson() || state.isNone()) {
      throw new IllegalArgumentException("the state of a snapshot is JSON");
    }
    LimitExceededException.check("bytes of the state of a snapshot", state.size(), STATE_BYTES_MAX);
    timestamp = timestamp.truncatedTo(ChronoUnit.MICROS);
  }

  /** The kind of aggregate: the category of its stream. */
  public String aggregateType() {
    return stream.category();
  }
}
