package dev.cairn.cli;

import dev.cairn.flow.ParkedEvent;
import java.util.List;

/** How a parked event looks. */
record ParkedView() implements View<ParkedView.Row> {

  /**
   * A parked event.
   *
   * @param processor the name of the processor that parked it
   * @param event the event
   */
  record Row(String processor, ParkedEvent event) {}

  @Override
  public List<String> headings() {
    return List.of("PROCESSOR", "POSITION", "STREAM", "TYPE", "TRIES", "STATE", "ERROR");
  }

  @Override
  public List<String> cells(Row row) {
    ParkedEvent event = row.event();
    return List.of(
        row.processor(),
        Text.position(event.position()),
        event.stream().value(),
        event.type().value(),
        Integer.toString(event.attempts()),
        state(event),
        Text.oneLine(event.error()));
  }

  private static String state(ParkedEvent event) {
    return event.isOrdered() ? "ordered" : "parked";
  }

  @Override
  public String plain(Row row) {
    ParkedEvent event = row.event();
    return "%s | position %s, %s of %s | %s after %d tries: %s"
        .formatted(
            row.processor(),
            Text.position(event.position()),
            event.type(),
            event.stream(),
            state(event),
            event.attempts(),
            Text.oneLine(event.error()));
  }

  @Override
  public void json(Row row, JsonObject object) {
    ParkedEvent event = row.event();
    object
        .string("processor", row.processor())
        .position("position", event.position())
        .string("event_id", event.event().toString())
        .string("aggregate_id", event.stream().value())
        .string("event_type", event.type().value())
        .string("key", event.key())
        .number("attempts", event.attempts())
        .bool("ordered", event.isOrdered())
        .string("error", event.error());
  }
}
