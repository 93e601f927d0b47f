package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A stored event bears a name that the codec does not know. */
public final class UnknownEventTypeException extends UnreadableEventException {

  private static final long serialVersionUID = 1L;

  private final transient Set<EventType> known;

  /** Names the event and the names that would have been known. */
  public UnknownEventTypeException(EncodedEvent event, Set<EventType> known) {
    this(event, known, "", null);
  }

  private UnknownEventTypeException(
      EncodedEvent event, Set<EventType> known, String place, @Nullable Position position) {
    super(
        event,
        "known are %s; if a record was renamed, name it in @EventName(formerly)"
            .formatted(new TreeSet<>(known)),
        null,
        place,
        position);
    this.known = Set.copyOf(known);
  }

  /** The names that the codec knows. */
  public Set<EventType> known() {
    return known;
  }

  @Override
  UnknownEventTypeException at(RecordedEvent recorded) {
    return new UnknownEventTypeException(event(), known, place(recorded), recorded.position());
  }
}
