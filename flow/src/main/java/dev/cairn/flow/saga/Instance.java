package dev.cairn.flow.saga;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.util.List;

/** An instance as its stream tells it: where it stands, and the state of the saga. */
record Instance<S>(Track track, S state) {

  /** Reads an instance; one that never began has no events. */
  static <S, E> Instance<S> load(EventReader reader, SagaType<?, S, E> type, StreamId stream) {
    Track track = new Track(stream);
    S state = type.saga().initialState();
    try (Cursor<RecordedEvent> events = reader.read(ReadRequest.stream(stream))) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        track.add(event);
        if (type.events().types().contains(event.type())) {
          state = evolved(type, state, event);
        }
      }
    }
    return new Instance<>(track, state);
  }

  private static <S, E> S evolved(SagaType<?, S, E> type, S state, RecordedEvent recorded) {
    List<E> events = type.events().decode(recorded);
    S evolved = state;
    try {
      for (E event : events) {
        evolved = type.saga().evolve(evolved, event);
      }
    } catch (RuntimeException e) {
      throw new SagaException(
          recorded.stream(),
          "evolve failed on %s, version %s: %s; an event is a fact, so evolve must accept it on any state: correct the saga"
              .formatted(recorded.type(), recorded.version(), e),
          e);
    }
    return evolved;
  }
}
