package dev.cairn.privacy;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The event that tells of an erasure, the only one of its stream {@code $privacy-<subject>}.
 *
 * @param subject who was erased
 * @param reason why
 * @param actor who asked for it
 */
record SubjectErased(SubjectId subject, String reason, String actor) {

  static final String CATEGORY = "$privacy";
  static final EventType TYPE = EventType.of("SubjectErased");

  /** The longest reason or actor, in characters. */
  static final int TEXT_MAX = 500;

  SubjectErased {
    check("reason", reason);
    check("actor", actor);
  }

  private static void check(String what, String text) {
    if (text.isBlank() || text.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          "the %s of an erasure has 1 to %d characters, not %d"
              .formatted(what, TEXT_MAX, text.strip().length()));
    }
  }

  static StreamId stream(SubjectId subject) {
    return StreamId.of(CATEGORY, subject.value());
  }

  NewEvent event() {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("subject", subject.value())
            .put("reason", reason)
            .put("actor", actor);
    return NewEvent.of(TYPE, Payload.json(ClearForm.MAPPER.writeValueAsBytes(data)));
  }

  static Tombstone tombstone(RecordedEvent event) {
    var data = ClearForm.MAPPER.readTree(event.data().bytes());
    return new Tombstone(
        event.timestamp(),
        data.path("reason").asString(""),
        data.path("actor").asString(""),
        false);
  }

  static SubjectId subject(RecordedEvent event) {
    return SubjectId.of(event.stream().value().substring(CATEGORY.length() + 1));
  }

  static Optional<RecordedEvent> find(EventReader reader, SubjectId subject) {
    try (Cursor<RecordedEvent> events = reader.read(ReadRequest.stream(stream(subject)).limit(1))) {
      return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
    }
  }

  static Cursor<RecordedEvent> all(EventReader reader) {
    return reader.read(ReadRequest.log(Filter.category(CATEGORY)));
  }
}
