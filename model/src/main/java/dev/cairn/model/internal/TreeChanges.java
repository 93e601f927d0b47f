package dev.cairn.model.internal;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The changes of a tree that upcasters have words for. Each changes the tree it is given. */
public final class TreeChanges {

  private TreeChanges() {}

  /** A text where there is none. */
  public static UnaryOperator<ObjectNode> adding(String field, String value) {
    return adding(field, JsonNodeFactory.instance.stringNode(value));
  }

  /** A number where there is none. */
  public static UnaryOperator<ObjectNode> adding(String field, long value) {
    return adding(field, JsonNodeFactory.instance.numberNode(value));
  }

  /** A value where there is none. */
  public static UnaryOperator<ObjectNode> adding(String field, JsonNode value) {
    JsonNode kept = value.deepCopy();
    return tree -> tree.hasNonNull(field) ? tree : tree.set(field, kept.deepCopy());
  }

  /** A field under another name. */
  public static UnaryOperator<ObjectNode> renaming(String field, String newName) {
    return moving(pointer(field), pointer(newName));
  }

  private static JsonPointer pointer(String field) {
    return JsonPointer.compile("/" + field.replace("~", "~0").replace("/", "~1"));
  }

  /** A value in another place. */
  public static UnaryOperator<ObjectNode> moving(String pointer, String newPointer) {
    return moving(compiled(pointer), compiled(newPointer));
  }

  private static JsonPointer compiled(String text) {
    JsonPointer pointer = JsonPointer.compile(text);
    if (pointer.matches()) {
      throw new IllegalArgumentException(
          "'%s' is all of the data, not a place in them".formatted(text));
    }
    return pointer;
  }

  private static UnaryOperator<ObjectNode> moving(JsonPointer from, JsonPointer to) {
    return tree -> {
      if (tree.at(from.head()) instanceof ObjectNode home && home.has(name(from))) {
        put(tree, to, home.remove(name(from)));
      }
      return tree;
    };
  }

  private static void put(ObjectNode tree, JsonPointer place, JsonNode value) {
    ObjectNode home = tree;
    JsonPointer rest = place;
    while (!rest.tail().matches()) {
      home = inside(home, rest.getMatchingProperty(), place);
      rest = rest.tail();
    }
    if (home.hasNonNull(name(rest))) {
      throw new IllegalArgumentException("there is a value at '%s' already".formatted(place));
    }
    home.set(name(rest), value);
  }

  private static ObjectNode inside(ObjectNode home, String field, JsonPointer place) {
    @Nullable JsonNode inner = home.get(field);
    if (inner == null || inner.isNull()) {
      return home.putObject(field);
    }
    if (inner instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "'%s' leads through '%s', which is no object".formatted(place, field));
  }

  private static String name(JsonPointer pointer) {
    return pointer.last().getMatchingProperty();
  }

  /** A field less. */
  public static UnaryOperator<ObjectNode> removing(String field) {
    return tree -> {
      tree.remove(field);
      return tree;
    };
  }
}
