package dev.cairn.privacy;

import dev.cairn.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Personal values as JSON between a record and its seals, in memory alone: {@code {"$personal":
 * "customer-7","value":…}}, or {@code {"$personal":"customer-7","erased":true}}, which is stored so
 * too. Upcasters see this form. Written only where somebody stands behind who seals it.
 */
final class ClearForm {

  /** The key that tells a personal value from an object of the domain. */
  static final String PERSONAL = "$personal";

  /** The key that tells a sealed value from an object of the domain. */
  static final String SEALED = "$sealed";

  static final String VALUE = "value";
  static final String ERASED = "erased";

  /** Why JSON is no tree: the end of a sentence. */
  static final String BEYOND = "a number or a text in it is beyond all measure";

  private static final String ESCAPE = "\\u";

  /** JSON as trees: fields keep their order, numbers every digit. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ScopedValue<Boolean> SEALING = ScopedValue.newInstance();

  private ClearForm() {}

  /** Runs what may write personal values in the clear, for one who seals them at once. */
  static <R> R toBeSealed(Supplier<R> encoding) {
    return ScopedValue.where(SEALING, true).call(encoding::get);
  }

  /** Whether this thread encodes for one who seals. */
  static boolean isToBeSealed() {
    return SEALING.isBound();
  }

  /**
   * JSON as a tree; empty if a number or a text of it is {@link #BEYOND} what a tree can hold,
   * which nothing is that this module wrote.
   */
  static Optional<JsonNode> tree(Payload json) {
    try {
      return Optional.of(MAPPER.readTree(json.bytes()));
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The form of an erased value. */
  static ObjectNode erased(SubjectId subject) {
    return JsonNodeFactory.instance.objectNode().put(PERSONAL, subject.value()).put(ERASED, true);
  }

  /** The form of a known value. */
  static ObjectNode known(SubjectId subject, JsonNode value) {
    ObjectNode form = JsonNodeFactory.instance.objectNode().put(PERSONAL, subject.value());
    return form.set(VALUE, value);
  }

  /**
   * Whether stored JSON may hold a sealed value, or one that is not sealed: a look at its bytes, so
   * that other events cost no tree. Others may have written a key with escapes.
   */
  static boolean isToBeOpened(Payload stored) {
    return mentions(stored, SEALED) || mentions(stored, PERSONAL) || holds(stored, ESCAPE);
  }

  /** Whether JSON that we wrote may hold that key. */
  static boolean mentions(Payload json, String key) {
    return holds(json, "\"" + key + "\"");
  }

  private static boolean holds(Payload json, String text) {
    if (!json.isJson()) {
      return false;
    }
    byte[] bytes = json.bytes();
    byte[] part = text.getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at <= bytes.length - part.length; at++) {
      if (bytes[at] == part[0] && startsAt(bytes, at, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(byte[] bytes, int at, byte[] part) {
    for (int i = 0; i < part.length; i++) {
      if (bytes[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }
}
