package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored event says nothing that this code understands. The event itself is as it was written.
 */
public sealed class UnreadableEventException extends ModelException
    permits UnknownEventTypeException {

  private static final long serialVersionUID = 1L;

  private final transient EncodedEvent event;
  private final String reason;
  private final transient @Nullable Position position;

  /** Names the event and why it cannot be read, as the end of a sentence. */
  public UnreadableEventException(EncodedEvent event, String reason, @Nullable Throwable cause) {
    this(event, reason, cause, "", null);
  }

  UnreadableEventException(
      EncodedEvent event,
      String reason,
      @Nullable Throwable cause,
      String place,
      @Nullable Position position) {
    super(
        "cannot read the event %s (schema %d)%s: %s"
            .formatted(event.type(), event.schema(), place, reason),
        cause);
    this.event = event;
    this.reason = reason;
    this.position = position;
  }

  /** What the event is called. */
  public EventType type() {
    return event.type();
  }

  /** The schema its data follow. */
  public int schema() {
    return event.schema();
  }

  /** Why it cannot be read. */
  public String reason() {
    return reason;
  }

  /** Where it stands in the log, where that is known. */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /** The same error, which also names the place of the event. */
  UnreadableEventException at(RecordedEvent recorded) {
    return new UnreadableEventException(
        event, reason, getCause(), place(recorded), recorded.position());
  }

  final EncodedEvent event() {
    return event;
  }

  static String place(RecordedEvent recorded) {
    return " at position %s, version %s of stream '%s'"
        .formatted(recorded.position(), recorded.version(), recorded.stream());
  }
}
