package dev.cairn.cli;

import dev.cairn.EventType;
import dev.cairn.InvalidInputException;
import dev.cairn.InvalidJsonException;
import dev.cairn.JsonText;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A line that describes an event: one JSON object. Every fault is told with its column. */
final class EventMembers {

  private final byte[] line;
  private final Map<String, JsonMembers.Member> members;

  private EventMembers(byte[] line, Map<String, JsonMembers.Member> members) {
    this.line = line;
    this.members = members;
  }

  /** Reads a line that has no other keys than these. */
  static EventMembers parse(byte[] utf8, Set<String> known) {
    byte[] json;
    try {
      json = JsonText.checkedLine(utf8);
    } catch (InvalidJsonException e) {
      throw new LineFault(e.column(), "invalid JSON: " + e.reason());
    }
    if (json[0] != '{') {
      throw new LineFault(1, "it is not a JSON object");
    }
    EventMembers event = new EventMembers(utf8, JsonMembers.ofObject(json));
    for (String key : event.members.keySet()) {
      if (!known.contains(key)) {
        throw event.fault(
            key,
            "unknown key \"%s\"; known are %s".formatted(key, known.stream().sorted().toList()));
      }
    }
    return event;
  }

  boolean has(String key) {
    return members.containsKey(key);
  }

  /** The JSON of a member that is there. */
  byte[] json(String key) {
    JsonMembers.Member member = members.get(key);
    if (member == null) {
      throw new LineFault(1, "the key \"%s\" is missing".formatted(key));
    }
    return member.value();
  }

  /** A fault of a member. */
  LineFault fault(String key, String reason) {
    JsonMembers.Member member = members.get(key);
    return new LineFault(member == null ? 1 : column(member.at()), reason);
  }

  /**
   * White space before the object was dropped, the rest keeps its place but for odd white space.
   */
  private int column(int offset) {
    int start = 0;
    while (line[start] != '{') {
      start++;
    }
    String before =
        new String(line, 0, Math.min(line.length, start + offset), StandardCharsets.UTF_8);
    return before.codePointCount(0, before.length()) + 1;
  }

  /** What is made of a member; what is wrong with it is a fault of the line. */
  <T> T made(String key, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidInputException | CommandException | IllegalArgumentException e) {
      throw fault(key, String.valueOf(e.getMessage()));
    }
  }

  String string(String key) {
    return string(key, json(key));
  }

  private String string(String key, byte[] json) {
    if (json[0] != '"') {
      throw fault(key, "\"%s\" is not a string".formatted(key));
    }
    return text(json);
  }

  /** The text of a JSON string. */
  static String text(byte[] json) {
    return JsonText.unescaped(new String(json, 1, json.length - 2, StandardCharsets.UTF_8));
  }

  /** A whole number from 1. */
  long number(String key) {
    try {
      long number = Long.parseLong(new String(json(key), StandardCharsets.UTF_8));
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, like a number that is too small.
    }
    throw fault(key, "\"%s\" is not a whole number from 1".formatted(key));
  }

  /** The members of an object. */
  Map<String, JsonMembers.Member> object(String key) {
    if (json(key)[0] != '{') {
      throw fault(key, "\"%s\" is not an object".formatted(key));
    }
    return JsonMembers.ofObject(json(key));
  }

  /** The elements of an array. */
  List<byte[]> array(String key, String of) {
    if (json(key)[0] != '[') {
      throw fault(key, "\"%s\" is not an array of %s".formatted(key, of));
    }
    return JsonMembers.ofArray(json(key));
  }

  /** The event, with an id of its own or a new one. */
  NewEvent event() {
    String type = string("type");
    Payload data = payload("data", "content_type", Payload.json("{}"));
    NewEvent event = NewEvent.of(made("type", () -> EventType.of(type)), data);
    NewEvent all = event.withMetadata(payload("metadata", "metadata_content_type", Payload.none()));
    if (has("tags")) {
      Tag[] tags =
          array("tags", "strings").stream()
              .map(tag -> made("tags", () -> Tag.of(string("tags", tag))))
              .distinct()
              .toArray(Tag[]::new);
      NewEvent untagged = all;
      all = made("tags", () -> untagged.withTags(tags));
    }
    if (has("id")) {
      all = all.withId(made("id", () -> GetCommand.uuid("id", string("id"))));
    }
    return has("schema") ? all.withSchema(schema()) : all;
  }

  private int schema() {
    long schema = number("schema");
    if (schema > Integer.MAX_VALUE) {
      throw fault("schema", "\"schema\" is not a whole number up to " + Integer.MAX_VALUE);
    }
    return (int) schema;
  }

  private Payload payload(String key, String typeKey, Payload otherwise) {
    String base64 = key + "_base64";
    if (!has(base64)) {
      if (has(typeKey)) {
        throw fault(typeKey, "\"%s\" goes with \"%s\"".formatted(typeKey, base64));
      }
      return has(key) ? Payload.json(json(key)) : otherwise;
    }
    if (has(key)) {
      throw fault(base64, "either \"%s\" or \"%s\"".formatted(key, base64));
    }
    String type = string(typeKey);
    byte[] bytes = made(base64, () -> Base64.getDecoder().decode(string(base64)));
    return made(typeKey, () -> Payload.of(type, bytes));
  }
}
