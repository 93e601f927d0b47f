package dev.cairn;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A recorded event with all its parts decoded.
 *
 * @param position its place in the order of all events
 * @param stream the stream it belongs to
 * @param version its number within the stream
 * @param id its id
 * @param type what happened
 * @param schema the version of the schema that the data follow
 * @param timestamp when it was recorded
 * @param tags its labels
 * @param data what happened in detail
 * @param metadata who and why
 */
public record EventRecord(
    Position position,
    StreamId stream,
    Version version,
    UUID id,
    EventType type,
    int schema,
    Instant timestamp,
    Set<Tag> tags,
    Payload data,
    Payload metadata)
    implements RecordedEvent {

  /** Keeps the tags in the order of their names. */
  public EventRecord {
    tags = Tags.sorted(tags);
  }
}
