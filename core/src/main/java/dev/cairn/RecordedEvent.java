package dev.cairn;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * An event as a store recorded it. Immutable and thread-safe; two are equal if they are the same
 * kind of object with the same contents. An implementation may decode a part only when it is asked
 * for.
 */
public interface RecordedEvent {

  /** Its place in the order of all events. */
  Position position();

  /** The stream it belongs to. */
  StreamId stream();

  /** Its number within the stream, from 1. */
  Version version();

  /** Its id, unique in its stream. */
  UUID id();

  /** What happened. */
  EventType type();

  /** The version of the schema that the data follow, from 1. */
  int schema();

  /** When it was recorded: UTC with microseconds, never earlier than the event before it. */
  Instant timestamp();

  /** Its labels, in the order of their names. */
  Set<Tag> tags();

  /** What happened in detail. */
  Payload data();

  /** Who and why; {@link Payload#none()} where nothing was given. */
  Payload metadata();
}
