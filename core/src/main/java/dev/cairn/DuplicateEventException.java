package dev.cairn;

import java.util.UUID;

/** A stream already holds an event with that id. */
public final class DuplicateEventException extends AppendRefusedException {

  private static final long serialVersionUID = 1L;

  private final transient StreamId stream;
  private final UUID id;

  /** Names the stream and the id. */
  public DuplicateEventException(StreamId stream, UUID id) {
    super(
        "stream '%s' already holds an event with the id %s; an id is used once in a stream"
            .formatted(stream, id));
    this.stream = stream;
    this.id = id;
  }

  /** The stream. */
  public StreamId stream() {
    return stream;
  }

  /** The id that is there already. */
  public UUID id() {
    return id;
  }
}
