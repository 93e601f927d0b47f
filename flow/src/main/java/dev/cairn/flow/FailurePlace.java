package dev.cairn.flow;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;

/** Where in the log a processor or a projection failed. */
public sealed interface FailurePlace {

  /**
   * The last position that counted, or the failing one.
   *
   * @return see the alternatives
   */
  Position position();

  /**
   * While it handled or applied this event.
   *
   * @param position the event's position
   * @param stream the event's stream
   * @param type the event's type
   */
  record AtEvent(Position position, StreamId stream, EventType type) implements FailurePlace {
    @Override
    public String toString() {
      return "at position %s, event %s of stream %s".formatted(position, type, stream);
    }
  }

  /**
   * Not at one event: while it opened its view or its handlers, read the log or committed a batch.
   *
   * @param position everything up to and including this position had been settled
   */
  record Behind(Position position) implements FailurePlace {
    @Override
    public String toString() {
      return position.sequence() == 0
          ? "before the first event"
          : "behind position %s".formatted(position);
    }
  }

  /** At that event. */
  static FailurePlace at(RecordedEvent event) {
    return new AtEvent(event.position(), event.stream(), event.type());
  }

  /** Behind that position. */
  static FailurePlace behind(Position position) {
    return new Behind(position);
  }
}
