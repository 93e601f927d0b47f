package dev.cairn.cli;

import dev.cairn.RecordedEvent;
import dev.cairn.Tag;
import java.util.List;

/** How an event looks; as JSON it has the keys of its line in the log, in the same order. */
final class EventView implements View<RecordedEvent> {

  @Override
  public List<String> headings() {
    return List.of("POSITION", "TIME", "STREAM", "VERSION", "TYPE", "DATA");
  }

  @Override
  public List<String> cells(RecordedEvent event) {
    return List.of(
        Text.position(event.position()),
        Text.seconds(event.timestamp()),
        event.stream().value(),
        event.version().toString(),
        event.type().value(),
        Text.harmless(event.data().toString()));
  }

  @Override
  public String plain(RecordedEvent event) {
    return "["
        + Text.position(event.position())
        + "] "
        + Text.seconds(event.timestamp())
        + " | "
        + event.type()
        + " | "
        + Text.harmless(event.data().toString());
  }

  @Override
  public void json(RecordedEvent event, JsonObject object) {
    object
        .position("position", event.position())
        .string("id", event.id().toString())
        .string("type", event.type().value())
        .string("aggregate_id", event.stream().value())
        .number("version", event.version().number())
        .string("timestamp", Text.micros(event.timestamp()))
        .number("schema", event.schema());
    if (!event.tags().isEmpty()) {
      object.strings("tags", event.tags().stream().map(Tag::value).toList());
    }
    object.payload("data", "content_type", event.data());
    if (!event.metadata().isNone()) {
      object.payload("metadata", "metadata_content_type", event.metadata());
    }
  }
}
