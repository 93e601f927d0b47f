package dev.cairn.cli;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.JsonText;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
    byte[] json = JsonText.checkedLine(utf8);
    if (json[0] != '{') {
      throw CommandException.usage("it is not a JSON object");
    }
    Map<String, byte[]> members = JsonMembers.ofObject(json);
    for (String key : members.keySet()) {
      if (!KEYS.contains(key)) {
        throw CommandException.usage(
            "unknown key \"%s\"; known are %s".formatted(key, KEYS.stream().sorted().toList()));
      }
    }
    byte[] stream = members.get("stream");
    byte[] group = members.get("group");
    return new BatchLine(
        new Append.Entry(
            stream == null ? fallback : Inputs.stream(string("stream", stream)), event(members)),
        group == null ? null : new String(group, StandardCharsets.UTF_8));
  }

  boolean sameGroup(BatchLine other) {
    return Objects.equals(group, other.group);
  }

  /** What the line counts against the limit of an append. */
  long bytes() {
    return (long) entry.event().data().size() + entry.event().metadata().size();
  }

  private static NewEvent event(Map<String, byte[]> members) {
    byte[] type = members.get("type");
    if (type == null) {
      throw CommandException.usage("the key \"type\" is missing");
    }
    byte[] data = members.get("data");
    NewEvent event =
        NewEvent.of(
            EventType.of(string("type", type)),
            data == null ? Payload.json("{}") : Payload.json(data));
    return withOptional(event, members);
  }

  private static NewEvent withOptional(NewEvent event, Map<String, byte[]> members) {
    NewEvent all = event;
    byte[] metadata = members.get("metadata");
    if (metadata != null) {
      all = all.withMetadata(Payload.json(metadata));
    }
    byte[] tags = members.get("tags");
    if (tags != null) {
      all = all.withTags(tags(tags));
    }
    byte[] id = members.get("id");
    if (id != null) {
      all = all.withId(GetCommand.uuid("id", string("id", id)));
    }
    byte[] schema = members.get("schema");
    return schema == null ? all : all.withSchema(schema(schema));
  }

  private static Tag[] tags(byte[] json) {
    if (json[0] != '[') {
      throw CommandException.usage("\"tags\" is not an array of strings");
    }
    List<byte[]> elements = JsonMembers.ofArray(json);
    return elements.stream().map(tag -> Tag.of(string("tags", tag))).toArray(Tag[]::new);
  }

  private static int schema(byte[] json) {
    try {
      int schema = Integer.parseInt(new String(json, StandardCharsets.US_ASCII));
      if (schema >= 1) {
        return schema;
      }
    } catch (NumberFormatException e) {
      // Answered below, like a number that is too small.
    }
    throw CommandException.usage("\"schema\" is not a whole number from 1");
  }

  private static String string(String key, byte[] json) {
    if (json[0] != '"') {
      throw CommandException.usage("\"%s\" is not a string".formatted(key));
    }
    return JsonText.unescaped(new String(json, 1, json.length - 2, StandardCharsets.UTF_8));
  }
}
