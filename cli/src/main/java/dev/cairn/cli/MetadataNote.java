package dev.cairn.cli;

import dev.cairn.Payload;
import java.util.Optional;

/** A note that a command leaves in the metadata of an event, behind what was there. */
final class MetadataNote {

  private MetadataNote() {}

  /**
   * The metadata with a note; the same where it has one of that name already, since where an event
   * first came from stays known. Empty where there is no room for one: metadata that are not a JSON
   * object.
   *
   * @param json the note
   * @throws dev.cairn.InvalidJsonException if the metadata would be nested too deep with it
   */
  static Optional<Payload> added(Payload metadata, String name, String json) {
    if (metadata.isNone()) {
      return Optional.of(Payload.json("{\"%s\":%s}".formatted(name, json)));
    }
    String text = metadata.isJson() ? metadata.text() : "";
    if (!text.startsWith("{")) {
      return Optional.empty();
    }
    if (JsonMembers.ofObject(metadata.bytes()).containsKey(name)) {
      return Optional.of(metadata);
    }
    String open = text.substring(0, text.length() - 1).stripTrailing();
    String separator = open.equals("{") ? "" : ",";
    return Optional.of(Payload.json("%s%s\"%s\":%s}".formatted(open, separator, name, json)));
  }
}
