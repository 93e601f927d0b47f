package dev.cairn.cli;

import dev.cairn.flow.ProjectionStatus;
import java.nio.file.Path;
import java.util.List;

/**
 * How a projection looks that is level with the log.
 *
 * @param file the view it keeps
 */
record ProjectionView(Path file) implements View<ProjectionStatus> {

  @Override
  public List<String> headings() {
    return List.of("PROJECTION", "APPLIED", "EVENTS", "FILE");
  }

  @Override
  public List<String> cells(ProjectionStatus status) {
    return List.of(
        status.name(),
        Text.position(status.applied()),
        Long.toString(status.events()),
        file.toString());
  }

  @Override
  public String plain(ProjectionStatus status) {
    return "%s in %s is level with the log at %s: %d %s applied."
        .formatted(
            status.name(),
            file,
            Text.position(status.applied()),
            status.events(),
            status.events() == 1 ? "event" : "events");
  }

  @Override
  public void json(ProjectionStatus status, JsonObject object) {
    object
        .string("projection", status.name())
        .position("applied", status.applied())
        .number("events", status.events())
        .string("file", file.toString());
  }
}
