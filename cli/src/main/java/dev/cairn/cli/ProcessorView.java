package dev.cairn.cli;

import java.util.List;

/** How a processor looks. */
record ProcessorView() implements View<ProcessorRow> {

  @Override
  public List<String> headings() {
    return List.of("NAME", "STATE", "POSITION", "PENDING", "RETRYING", "PARKED", "DOES");
  }

  @Override
  public List<String> cells(ProcessorRow row) {
    return List.of(
        row.notes().name(),
        row.state(),
        Text.position(row.position()),
        row.pendingText(),
        Integer.toString(row.retrying()),
        Integer.toString(row.notes().parked().size()),
        row.notes().purpose());
  }

  @Override
  public String plain(ProcessorRow row) {
    return "%s | %s%s | position %s | %s pending, %d retrying, %d parked | %s"
        .formatted(
            row.notes().name(),
            row.state(),
            row.reason().map(reason -> " (" + Text.oneLine(reason) + ")").orElse(""),
            Text.position(row.position()),
            row.pendingText(),
            row.retrying(),
            row.notes().parked().size(),
            row.notes().purpose());
  }

  @Override
  public void json(ProcessorRow row, JsonObject object) {
    object
        .string("name", row.notes().name())
        .string("purpose", row.notes().purpose())
        .string("state", row.state())
        .string("pause", row.notes().pause().orElse(""))
        .string("failure", row.failure().orElse(""))
        .position("position", row.position())
        .number("pending", row.pending())
        .number("retrying", row.retrying())
        .number("parked", row.notes().parked().size())
        .number("ordered", row.ordered())
        .number("skipped", row.notes().skipped().size());
  }
}
