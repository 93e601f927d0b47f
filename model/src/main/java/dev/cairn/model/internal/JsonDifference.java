package dev.cairn.model.internal;

import dev.cairn.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds where two JSON values differ. */
public final class JsonDifference {

  private final List<String> pointers = new ArrayList<>();
  private final int most;

  private JsonDifference(int most) {
    this.most = most;
  }

  /**
   * The places that hold different values, or that only one of the two has, as JSON pointers (RFC
   * 6901) in order; the whole is the empty pointer.
   *
   * @param most how many are named
   */
  public static List<String> pointers(Payload one, Payload other, int most) {
    JsonDifference difference = new JsonDifference(most);
    difference.compare("", read(one), read(other));
    return List.copyOf(difference.pointers);
  }

  private static JsonNode read(Payload json) {
    return EventJson.mapper().readTree(json.bytes());
  }

  private void compare(String at, @Nullable JsonNode one, @Nullable JsonNode other) {
    if (one != null && other != null && one.isObject() && other.isObject()) {
      Set<String> names = new TreeSet<>(one.propertyNames());
      names.addAll(other.propertyNames());
      for (String name : names) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        compare(at + "/" + escaped, one.get(name), other.get(name));
      }
    } else if (one != null && other != null && one.isArray() && other.isArray()) {
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        compare(at + "/" + i, one.get(i), other.get(i));
      }
    } else if ((one == null || !one.equals(other)) && pointers.size() < most) {
      pointers.add(at);
    }
  }
}
