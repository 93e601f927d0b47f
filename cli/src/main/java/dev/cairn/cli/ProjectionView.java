package dev.cairn.cli;

import dev.cairn.flow.ProcessorStatus;
import java.nio.file.Path;
import java.util.List;

/**
 * How a projection looks that is level with the log.
 *
 * @param file the view it keeps
 */
record ProjectionView(Path file) implements View<ProcessorStatus> {

  @Override
  public List<String> headings() {
    return List.of("PROJECTION", "APPLIED", "EVENTS", "FILE");
  }

  @Override
  public List<String> cells(ProcessorStatus status) {
    return List.of(
        status.name(),
        Text.position(status.position()),
        Long.toString(status.handled()),
        file.toString());
  }

  @Override
  public String plain(ProcessorStatus status) {
    return "%s in %s is level with the log at %s: %d %s applied."
        .formatted(
            status.name(),
            file,
            Text.position(status.position()),
            status.handled(),
            status.handled() == 1 ? "event" : "events");
  }

  @Override
  public void json(ProcessorStatus status, JsonObject object) {
    object
        .string("projection", status.name())
        .position("applied", status.position())
        .number("events", status.handled())
        .string("file", file.toString());
  }
}
