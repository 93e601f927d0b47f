package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a batch file.
 *
 * @param entry the event and its stream
 * @param group the JSON of its group's name, or null if it names none
 */
record BatchLine(Append.Entry entry, @Nullable String group) {

  private static final Set<String> KEYS =
      Set.of("stream", "type", "data", "metadata", "tags", "id", "schema", "group");

  /** Reads a line; one that names no stream goes to {@code fallback}. */
  static BatchLine parse(byte[] utf8, StreamId fallback) {
    EventMembers members = EventMembers.parse(utf8, KEYS);
    StreamId stream =
        members.has("stream")
            ? members.made("stream", () -> Inputs.stream(members.string("stream")))
            : fallback;
    return new BatchLine(
        new Append.Entry(stream, members.event()),
        members.has("group") ? new String(members.json("group"), StandardCharsets.UTF_8) : null);
  }

  boolean sameGroup(BatchLine other) {
    return Objects.equals(group, other.group);
  }

  /** What the line counts against the limit of an append. */
  long bytes() {
    return (long) entry.event().data().size() + entry.event().metadata().size();
  }
}
