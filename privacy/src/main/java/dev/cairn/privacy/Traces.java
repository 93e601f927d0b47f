package dev.cairn.privacy;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a log holds sealed values of subjects. Found by reading all of it: a stream says nothing of
 * whom it is about. Needs no keys.
 */
final class Traces {

  private Traces() {}

  /** The streams with sealed values of each of those subjects. */
  static Map<SubjectId, Set<StreamId>> of(EventReader reader, Set<SubjectId> subjects) {
    Map<SubjectId, Set<StreamId>> streams = new HashMap<>();
    subjects.forEach(subject -> streams.put(subject, new HashSet<>()));
    try (Cursor<RecordedEvent> events = reader.read(ReadRequest.all())) {
      events.forEachRemaining(event ->
          each(
              event.data(),
              value ->
                  streams.computeIfPresent(
                      value.subject(),
                      (_, found) -> {
                        found.add(event.stream());
                        return found;
                      })));
    }
    return streams;
  }

  /** Shows the sealed values of some data; what only looks like one is passed over. */
  static void each(Payload data, Consumer<SealedValue> visitor) {
    if (!ClearForm.mentions(data, ClearForm.SEALED)) {
      return;
    }
    Swap looking =
        (_, object) -> {
          sealed(object).ifPresent(visitor);
          return Optional.empty();
        };
    ClearForm.tree(data).ifPresent(looking::in);
  }

  private static Optional<SealedValue> sealed(ObjectNode object) {
    try {
      return object.has(ClearForm.SEALED) ? Optional.of(SealedValue.of(object)) : Optional.empty();
    } catch (SealedValue.MalformedException e) {
      return Optional.empty();
    }
  }
}
