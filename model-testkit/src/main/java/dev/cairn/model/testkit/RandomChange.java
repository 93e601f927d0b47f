package dev.cairn.model.testkit;

import dev.cairn.Payload;
import dev.cairn.model.EncodedEvent;
import dev.cairn.testkit.RandomJson;
import dev.cairn.testkit.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Random changes of stored events: fields that are gone, null, something else, or new. */
final class RandomChange {

  private static final int CHANGES_MAX = 3;

  private RandomChange() {}

  /** The same event with one to three changes in its data. */
  static EncodedEvent of(SeededRandom random, EncodedEvent event) {
    JsonNode tree = GoldenFile.MAPPER.readTree(event.data().text());
    for (int i = random.nextInt(CHANGES_MAX) + 1; i > 0; i--) {
      List<ObjectNode> objects = new ArrayList<>();
      collect(tree, objects);
      if (!objects.isEmpty()) {
        change(random, random.oneOf(objects));
      }
    }
    return new EncodedEvent(event.type(), event.schema(), Payload.json(tree.toString()));
  }

  private static void collect(JsonNode tree, List<ObjectNode> objects) {
    if (tree instanceof ObjectNode object) {
      objects.add(object);
    }
    tree.forEach(inner -> collect(inner, objects));
  }

  private static void change(SeededRandom random, ObjectNode object) {
    List<String> fields = List.copyOf(object.propertyNames());
    String field = fields.isEmpty() ? "new" : random.oneOf(fields);
    switch (random.nextInt(4)) {
      case 0 -> object.remove(field);
      case 1 -> object.putNull(field);
      case 2 -> object.set(field, value(random));
      default -> object.set("unheard", value(random));
    }
  }

  private static JsonNode value(SeededRandom random) {
    return GoldenFile.MAPPER.readTree(RandomJson.compact(random).value(2));
  }
}
