package dev.cairn.cli;

import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * One line of an import: a line of an export, or one that a person or another program wrote, with a
 * type and whatever else it has to say. What the two kinds of import ask of it is read when it is
 * asked for.
 *
 * @param number which line it is, from 1
 * @param members what it says
 * @param event the event, with the id of the line or a new one
 * @param index its place in its append, from 1
 * @param count the events of its append
 */
record ImportLine(long number, EventMembers members, NewEvent event, int index, int count) {

  private static final Set<String> KEYS =
      Set.of(
          "position",
          "of",
          "id",
          "type",
          "aggregate_id",
          "stream",
          "version",
          "timestamp",
          "schema",
          "tags",
          "request",
          "content_type",
          "data",
          "data_base64",
          "metadata_content_type",
          "metadata",
          "metadata_base64");

  /** The format writes years with four digits. */
  private static final Instant TIME_END = Instant.parse("+10000-01-01T00:00:00Z");

  /** Reads a line. */
  static ImportLine parse(long number, byte[] utf8, Limits limits) {
    EventMembers members = EventMembers.parse(utf8, KEYS);
    NewEvent event = members.event();
    members.made(
        "data", () -> checked("bytes of data", event.data().size(), limits.dataBytesMax()));
    members.made(
        "metadata",
        () -> checked("bytes of metadata", event.metadata().size(), limits.metadataBytesMax()));
    if (!members.has("of")) {
      return new ImportLine(number, members, event, 1, 1);
    }
    int[] of = of(members);
    return new ImportLine(number, members, event, of[0], of[1]);
  }

  private static int checked(String what, int size, int most) {
    LimitExceededException.check(what, size, most);
    return size;
  }

  private static int[] of(EventMembers members) {
    List<byte[]> both = members.array("of", "two numbers");
    try {
      int index = integer(both.getFirst());
      int count = integer(both.getLast());
      if (both.size() == 2 && index >= 1 && index <= count) {
        return new int[] {index, count};
      }
    } catch (NumberFormatException | NoSuchElementException e) {
      // Answered below, like numbers that do not fit.
    }
    throw members.fault("of", "\"of\" is not [index, count], both from 1");
  }

  private static int integer(byte[] json) {
    return Integer.parseInt(new String(json, StandardCharsets.UTF_8));
  }

  boolean hasStream() {
    return members.has("aggregate_id") || members.has("stream");
  }

  /** The stream that the line names. */
  StreamId stream() {
    String key = members.has("aggregate_id") || !members.has("stream") ? "aggregate_id" : "stream";
    if (members.has("aggregate_id") && members.has("stream")) {
      throw members.fault("stream", "either \"aggregate_id\" or \"stream\"");
    }
    return members.made(key, () -> StreamId.of(members.string(key)));
  }

  long position() {
    return members.number("position");
  }

  long version() {
    return members.number("version");
  }

  /** When the event was recorded, to the microsecond. */
  Instant timestamp() {
    String text = members.string("timestamp");
    try {
      Instant time = Instant.parse(text);
      boolean known = !time.isBefore(Instant.EPOCH) && time.isBefore(TIME_END);
      if (known && time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Answered below, like times that the format cannot hold.
    }
    throw members.fault(
        "timestamp",
        "'%s' is not a time from 1970 on in UTC, like 2025-12-28T10:00:00.000001Z".formatted(text));
  }

  /** The request that its append was made for. */
  Optional<RequestKey> request() {
    if (!members.has("request")) {
      return Optional.empty();
    }
    Map<String, JsonMembers.Member> parts = members.object("request");
    return Optional.of(
        members.made("request", () -> new RequestKey(part(parts, "id"), part(parts, "digest"))));
  }

  private static String part(Map<String, JsonMembers.Member> parts, String key) {
    JsonMembers.Member member = parts.get(key);
    if (member == null || member.value()[0] != '"') {
      throw new IllegalArgumentException("\"request\" needs the text \"%s\"".formatted(key));
    }
    return EventMembers.text(member.value());
  }

  /** Whether the line goes on with the append of the line before it. */
  boolean continues(ImportLine before) {
    return index == before.index + 1 && count == before.count;
  }

  /** What the line counts against the limit of an append. */
  long bytes() {
    return (long) event.data().size() + event.metadata().size();
  }
}
