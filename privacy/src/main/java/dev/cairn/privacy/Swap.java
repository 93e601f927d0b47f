package dev.cairn.privacy;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts others in the place of some objects of a tree. The depth of JSON in an event is bounded. */
@FunctionalInterface
interface Swap {

  /** What comes in the place of an object, found at a pointer (RFC 6901); empty if it stays. */
  Optional<JsonNode> of(String pointer, ObjectNode object);

  /** Walks a tree, which is changed, and returns it, or what came in its place. */
  default JsonNode in(JsonNode tree) {
    return in("", tree);
  }

  private JsonNode in(String pointer, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return of(pointer, object).orElseGet(() -> inside(pointer, object));
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, in(pointer + "/" + i, array.get(i)));
      }
    }
    return node;
  }

  private ObjectNode inside(String pointer, ObjectNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey().replace("~", "~0").replace("/", "~1");
      field.setValue(in(pointer + "/" + name, field.getValue()));
    }
    return object;
  }
}
