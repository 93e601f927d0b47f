package dev.cairn.cli;

import dev.cairn.Payload;
import dev.cairn.Position;
import java.util.Base64;
import java.util.Collection;

/** Writes one JSON object, member by member, straight to the output. */
final class JsonObject {

  private final Output out;
  private boolean hasMembers;

  JsonObject(Output out) {
    this.out = out;
    out.text("{");
  }

  JsonObject string(String key, String value) {
    key(key);
    out.text(quoted(value));
    return this;
  }

  JsonObject number(String key, long value) {
    key(key);
    out.text(Long.toString(value));
    return this;
  }

  JsonObject bool(String key, boolean value) {
    key(key);
    out.text(Boolean.toString(value));
    return this;
  }

  JsonObject strings(String key, Collection<String> values) {
    key(key);
    String separator = "[";
    for (String value : values) {
      out.text(separator).text(quoted(value));
      separator = ",";
    }
    out.text(values.isEmpty() ? "[]" : "]");
    return this;
  }

  /** A plain number, or text where the position has more parts than one. */
  JsonObject position(String key, Position position) {
    return position.partition() == 0 && position.child() == 0
        ? number(key, position.sequence())
        : string(key, position.toString());
  }

  /** JSON as it was written; anything else as base64 behind its content type. */
  JsonObject payload(String key, String contentTypeKey, Payload payload) {
    if (payload.isJson()) {
      key(key);
      out.bytes(payload.buffer());
      return this;
    }
    return string(contentTypeKey, payload.contentType())
        .string(key + "_base64", Base64.getEncoder().encodeToString(payload.bytes()));
  }

  /** A member whose value is an object, which the caller writes and closes. */
  JsonObject object(String key) {
    key(key);
    return new JsonObject(out);
  }

  /** A member whose value is written by the caller as objects, through {@link Items}. */
  Items items(String key) {
    key(key);
    return new Items();
  }

  void close() {
    out.text("}");
  }

  private void key(String key) {
    out.text(hasMembers ? "," : "").text(quoted(key)).text(":");
    hasMembers = true;
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(Text.escaped(c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  /** An array of objects. */
  final class Items {

    private boolean hasItems;

    private Items() {
      out.text("[");
    }

    /** Begins the next object; the caller closes it. */
    JsonObject next() {
      out.text(hasItems ? "," : "");
      hasItems = true;
      return new JsonObject(out);
    }

    void close() {
      out.text("]");
    }
  }
}
