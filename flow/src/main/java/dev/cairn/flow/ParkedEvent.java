package dev.cairn.flow;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.StreamId;
import java.util.UUID;

/**
 * An event that a processor put aside.
 *
 * @param position where it is
 * @param event its id
 * @param stream its stream
 * @param type its type
 * @param key the key that orders it
 * @param attempts how often it was tried in all; 0 if it only came behind one that was parked
 * @param error what the last try failed at
 * @param isOrdered whether an operator ordered it to be handled once more and that is not done yet
 */
public record ParkedEvent(
    Position position,
    UUID event,
    StreamId stream,
    EventType type,
    String key,
    int attempts,
    String error,
    boolean isOrdered) {

  /** Most events that a processor has parked; it stops before it would park another one. */
  public static final int COUNT_MAX = 10_000;

  ParkedEvent ordered(boolean now) {
    return new ParkedEvent(position, event, stream, type, key, attempts, error, now);
  }

  ParkedEvent again(ProcessorEvent.EventParked more) {
    return new ParkedEvent(
        position, event, stream, type, key, attempts + more.attempts(), more.error(), false);
  }

  static ParkedEvent of(ProcessorEvent.EventParked first) {
    return new ParkedEvent(
        Position.parse(first.position()),
        first.event(),
        StreamId.of(first.stream()),
        EventType.of(first.type()),
        first.key(),
        first.attempts(),
        first.error(),
        false);
  }
}
