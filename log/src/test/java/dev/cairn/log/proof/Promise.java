package dev.cairn.log.proof;

import dev.cairn.EventReader;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.util.List;
import java.util.UUID;

/**
 * What a store must hold, whatever happens to it now.
 *
 * @param events everything that may be there, in order
 * @param acknowledged how many of them must be there
 * @param possible how many there are with those of the append under way: all of these or none
 * @param seen how many a reader was shown
 */
record Promise(List<Event> events, int acknowledged, int possible, int seen) {

  /** One event, as it was appended. */
  record Event(StreamId stream, long version, UUID id, Payload data) {

    static Event of(StreamId stream, long version, UUID id, String data) {
      return new Event(stream, version, id, Payload.json(data));
    }

    boolean is(RecordedEvent found) {
      return found.stream().equals(stream)
          && found.version().number() == version
          && found.id().equals(id)
          && found.data().equals(data);
    }
  }

  /** The same, of which a reader was shown at least that much. */
  Promise shown(int count) {
    return new Promise(events, acknowledged, possible, Math.max(seen, count));
  }

  /** The same after a store was opened and served that much. */
  Promise served(int count) {
    return new Promise(events, count, count, count);
  }

  /** Reads everything; all of it must be a beginning of what was appended. */
  int prefix(EventReader reader) {
    List<RecordedEvent> found;
    try (var cursor = reader.read(ReadRequest.all())) {
      found = cursor.toList();
    }
    if (found.size() > possible) {
      throw new AssertionError("%d events, %d were appended".formatted(found.size(), possible));
    }
    for (int i = 0; i < found.size(); i++) {
      RecordedEvent event = found.get(i);
      if (event.position().sequence() != i + 1 || !events.get(i).is(event)) {
        throw new AssertionError("a wrong event at place %d: %s".formatted(i + 1, event));
      }
    }
    return found.size();
  }

  /** Checks what a store that was opened after a crash serves. */
  int check(EventReader store) {
    int found = prefix(store);
    if (found != acknowledged && found != possible) {
      throw new AssertionError(
          "%d events are there; acknowledged were %d, with the append under way %d"
              .formatted(found, acknowledged, possible));
    }
    if (found < seen) {
      throw new AssertionError(
          "%d events are there, a reader had been shown %d".formatted(found, seen));
    }
    return found;
  }

  /** Tells two promises about the same disk apart. */
  long key() {
    return ((acknowledged * 10_007L + possible) * 10_007L + seen) * 31
        + (possible == 0 ? 0 : events.get(possible - 1).id().hashCode());
  }
}
