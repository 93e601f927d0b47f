package dev.cairn.cli;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which events are shown or exported. */
final class SelectionOptions {

  @Option(names = "--stream", paramLabel = "NAME", description = "Only this stream.")
  private @Nullable String stream;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "Only streams whose name before the first '-' is this.")
  private @Nullable String category;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only this type; may be repeated.")
  private List<String> types = List.of();

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only events with this tag; repeated: with all of them.")
  private List<String> tags = List.of();

  @Option(names = "--after", paramLabel = "POSITION", description = "Only later positions.")
  private @Nullable String after;

  @Option(
      names = "--up-to",
      paramLabel = "POSITION",
      description = "Only positions up to this one.")
  private @Nullable String upTo;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only events of this time (UTC) or later.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only events of this time (UTC) or earlier.")
  private @Nullable String until;

  Selection selection(boolean backwards) {
    return new Selection(
        stream == null ? null : StreamId.of(stream),
        category == null ? null : StreamId.of(category).value(),
        types.stream().map(EventType::of).collect(Collectors.toSet()),
        tags.stream().map(Tag::of).collect(Collectors.toSet()),
        after == null ? Position.START : position("--after", after),
        upTo == null ? null : position("--up-to", upTo),
        since == null ? null : Times.since("--since", since),
        until == null ? null : Times.until("--until", until),
        backwards);
  }

  static Position position(String option, String text) {
    try {
      return Position.parse(text);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "%s: '%s' is not a position; one looks like 42".formatted(option, text));
    }
  }
}
