package dev.cairn.model;

import dev.cairn.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The metadata of an event that a command led to. */
final class CommandMetadata {

  private static final JsonMapper JSON = JsonMapper.shared();

  private CommandMetadata() {}

  static Payload of(CommandContext context) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("correlation_id", context.correlationId());
    fields.put("causation_id", context.causationId());
    fields.put("actor", context.actor());
    return Payload.json(JSON.writeValueAsBytes(fields));
  }
}
