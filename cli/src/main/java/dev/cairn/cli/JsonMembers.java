package dev.cairn.cli;

import dev.cairn.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a JSON object or array apart into the texts of its members. Made for JSON that {@link
 * JsonText#checkedLine} has accepted, so it only looks for where a member ends.
 */
final class JsonMembers {

  /**
   * A member of an object.
   *
   * @param value the JSON of its value
   * @param at the offset of its key
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Member(byte[] value, int at) {}

  private final byte[] json;
  private int at = 1;

  private JsonMembers(byte[] json) {
    this.json = json;
  }

  /** The values of an object by their keys, in order. */
  static Map<String, Member> ofObject(byte[] json) {
    JsonMembers members = new JsonMembers(json);
    Map<String, Member> all = new LinkedHashMap<>();
    while (members.hasNext()) {
      int at = members.at;
      byte[] key = members.value();
      members.skip();
      all.put(
          JsonText.unescaped(new String(key, 1, key.length - 2, StandardCharsets.UTF_8)),
          new Member(members.value(), at));
    }
    return all;
  }

  /** The elements of an array, in order. */
  static List<byte[]> ofArray(byte[] json) {
    JsonMembers members = new JsonMembers(json);
    List<byte[]> all = new ArrayList<>();
    while (members.hasNext()) {
      all.add(members.value());
    }
    return all;
  }

  private boolean hasNext() {
    skip();
    return json[at] != '}' && json[at] != ']';
  }

  /** Skips spaces, commas and colons. */
  private void skip() {
    while (json[at] == ' ' || json[at] == ',' || json[at] == ':') {
      at++;
    }
  }

  private byte[] value() {
    int start = at;
    int depth = 0;
    do {
      switch (json[at]) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0 || !endsScalar(start));
    return Arrays.copyOfRange(json, start, at);
  }

  /**
   * Whether the value that began at {@code start} ends here; brackets and quotes end themselves.
   */
  private boolean endsScalar(int start) {
    byte first = json[start];
    return first == '"' || first == '{' || first == '[' || ",: }]".indexOf(json[at]) >= 0;
  }

  private void skipString() {
    at++;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    at++;
  }
}
