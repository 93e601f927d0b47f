package dev.cairn.cli;

import dev.cairn.RecordedEvent;
import java.util.List;

/** How an event looks that a processor has not finished. */
record OutboxView() implements View<OutboxView.Row> {

  /**
   * An event that is not finished.
   *
   * @param event the event
   * @param state {@code parked}, {@code retrying}, {@code waiting} behind a parked one, or {@code
   *     pending}
   * @param attempts how often it was tried
   * @param error what the last try failed at; empty where that is not known
   */
  record Row(RecordedEvent event, String state, int attempts, String error) {}

  @Override
  public List<String> headings() {
    return List.of("POSITION", "TIME", "STREAM", "TYPE", "STATE", "TRIES", "ERROR");
  }

  @Override
  public List<String> cells(Row row) {
    return List.of(
        Text.position(row.event().position()),
        Text.seconds(row.event().timestamp()),
        row.event().stream().value(),
        row.event().type().value(),
        row.state(),
        Integer.toString(row.attempts()),
        Text.oneLine(row.error()));
  }

  @Override
  public String plain(Row row) {
    String detail = row.attempts() == 0 ? "" : " after %d tries".formatted(row.attempts());
    return "position %s | %s | %s of %s | %s%s%s"
        .formatted(
            Text.position(row.event().position()),
            Text.seconds(row.event().timestamp()),
            row.event().type(),
            row.event().stream(),
            row.state(),
            detail,
            row.error().isEmpty() ? "" : ": " + Text.oneLine(row.error()));
  }

  @Override
  public void json(Row row, JsonObject object) {
    object
        .position("position", row.event().position())
        .string("timestamp", Text.micros(row.event().timestamp()))
        .string("event_id", row.event().id().toString())
        .string("aggregate_id", row.event().stream().value())
        .string("event_type", row.event().type().value())
        .string("state", row.state())
        .number("attempts", row.attempts())
        .string("error", row.error());
  }
}
