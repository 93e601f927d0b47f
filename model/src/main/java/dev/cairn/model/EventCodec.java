package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.RecordedEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Turns events of the domain into their stored form and back. Thread-safe.
 *
 * <p>Whoever reads events goes through {@link #decode(EncodedEvent)}, so this is the one place
 * where an old form becomes today's: a codec that wraps another may turn one stored event into
 * none, one or several before the inner one sees it.
 *
 * @param <E> the events
 */
public interface EventCodec<E> {

  /** Returns the stored form of an event. */
  EncodedEvent encode(E event);

  /**
   * Returns the stored form of an event that is recorded under that id: for codecs whose form
   * depends on it, as a seal does. Whoever records events calls this one.
   */
  default EncodedEvent encode(E event, UUID id) {
    return encode(event);
  }

  /**
   * Returns what a stored event says in today's terms: as a rule exactly one event.
   *
   * @throws UnreadableEventException if it says nothing that this code understands
   */
  List<E> decode(EncodedEvent stored);

  /** The types that this codec reads, former names included: for filters and queries. */
  Set<EventType> types();

  /**
   * Like {@link #decode(EncodedEvent)}; an error names the place of the event as well.
   *
   * @throws UnreadableEventException if it says nothing that this code understands
   */
  default List<E> decode(RecordedEvent event) {
    try {
      return decode(EncodedEvent.of(event));
    } catch (UnreadableEventException e) {
      throw e.at(event);
    }
  }
}
