package dev.cairn.model.internal;

import dev.cairn.Payload;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees and back: fields keep their order, numbers every digit. */
public final class TreeJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private TreeJson() {}

  /**
   * Reads JSON.
   *
   * @throws tools.jackson.core.JacksonException if a number or a text of it is beyond all measure
   */
  public static JsonNode read(Payload json) {
    return MAPPER.readTree(json.bytes());
  }

  /**
   * Writes a tree.
   *
   * @throws tools.jackson.core.JacksonException if it holds what JSON cannot say
   * @throws dev.cairn.InvalidJsonException if an event cannot hold it
   */
  public static Payload write(JsonNode tree) {
    return Payload.json(MAPPER.writeValueAsBytes(tree));
  }
}
