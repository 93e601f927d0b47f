package dev.cairn.cli;

import dev.cairn.StreamInfo;
import java.util.List;

/** How a stream looks. */
final class StreamView implements View<StreamInfo> {

  @Override
  public List<String> headings() {
    return List.of("STREAM", "VERSION", "LAST");
  }

  @Override
  public List<String> cells(StreamInfo info) {
    return List.of(info.stream().value(), info.version().toString(), Text.position(info.last()));
  }

  @Override
  public String plain(StreamInfo info) {
    return info.stream()
        + " | version "
        + info.version()
        + " | last event "
        + Text.position(info.last());
  }

  @Override
  public void json(StreamInfo info, JsonObject object) {
    object
        .string("aggregate_id", info.stream().value())
        .number("version", info.version().number())
        .position("position", info.last());
  }
}
