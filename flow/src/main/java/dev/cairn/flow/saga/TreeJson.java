package dev.cairn.flow.saga;

import dev.cairn.Payload;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON inside the JSON of an event, with every digit of its numbers. */
final class TreeJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private TreeJson() {}

  /** The tree of a payload. */
  static JsonNode tree(Payload json) {
    return MAPPER.readTree(json.bytes());
  }

  /** The payload of a tree, the same for the same tree. */
  static Payload payload(JsonNode tree) {
    return Payload.json(MAPPER.writeValueAsBytes(tree));
  }
}
