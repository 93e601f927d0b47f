package dev.cairn.flow;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * CloudEvents 1.0 in the two forms that buses know: one JSON text (structured), and attributes
 * beside the data (binary). Stateless.
 */
public final class CloudEvents {

  /** The media type of the JSON text. */
  public static final String STRUCTURED = "application/cloudevents+json";

  /** The version of the specification. */
  public static final String VERSION = "1.0";

  /** The extension that holds the position of the stored event. */
  public static final String POSITION = "position";

  /** The extension that holds the event's version in its stream. */
  public static final String STREAM_VERSION = "streamversion";

  /** The extension that holds the version of the schema that the data follow. */
  public static final String SCHEMA_VERSION = "schemaversion";

  /** The extension that is the same for all that one first cause led to. */
  public static final String CORRELATION = "correlationid";

  /** The extension that holds what led to the event at once. */
  public static final String CAUSATION = "causationid";

  /** The extension that keeps events in order which belong together: the stream. */
  public static final String PARTITION_KEY = "partitionkey";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NAME_CHARS_MAX = 20;
  private static final String JSON_TYPE = "datacontenttype";

  private CloudEvents() {}

  static void checkExtension(String name) {
    if (!isName(name) || name.equals("data")) {
      throw new IllegalArgumentException(
          "an extension's name has 1 to %d lower-case letters and digits: '%s'"
              .formatted(NAME_CHARS_MAX, name));
    }
  }

  private static boolean isName(String name) {
    int length = name.length();
    for (int i = 0; i < length; i++) {
      char letter = name.charAt(i);
      if ((letter < 'a' || letter > 'z') && (letter < '0' || letter > '9')) {
        return false;
      }
    }
    return length > 0 && length <= NAME_CHARS_MAX;
  }

  static CloudEvent of(RecordedEvent event, StoreId store) {
    Map<String, String> extensions = new TreeMap<>();
    extensions.put(POSITION, event.position().toString());
    extensions.put(STREAM_VERSION, event.version().toString());
    extensions.put(SCHEMA_VERSION, Integer.toString(event.schema()));
    extensions.put(PARTITION_KEY, event.stream().value());
    addCauses(event.metadata(), extensions);
    return new CloudEvent(
        event.id().toString(),
        source(store, event.stream().value()),
        event.type().value(),
        event.stream().value(),
        event.timestamp(),
        event.data(),
        extensions);
  }

  private static URI source(StoreId store, String stream) {
    String path = URLEncoder.encode(stream, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create("cairn://" + store + "/" + path);
  }

  private static void addCauses(Payload metadata, Map<String, String> extensions) {
    if (metadata.isJson()) {
      JsonNode fields = JSON.readTree(metadata.bytes());
      text(fields, "correlation_id").ifPresent(id -> extensions.put(CORRELATION, id));
      text(fields, "causation_id").ifPresent(id -> extensions.put(CAUSATION, id));
    }
  }

  private static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.get(field))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  /** The position of the stored event, where the attribute is there and is one. */
  public static Optional<Position> position(CloudEvent event) {
    return Optional.ofNullable(event.extensions().get(POSITION)).map(Position::parse);
  }

  /** All attributes by name, as the binary form has them beside the data; the version first. */
  public static Map<String, String> attributes(CloudEvent event) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("specversion", VERSION);
    all.put("id", event.id());
    all.put("source", event.source().toString());
    all.put("type", event.type());
    if (event.subject() != null) {
      all.put("subject", event.subject());
    }
    if (event.time() != null) {
      all.put("time", event.time().toString());
    }
    if (!event.data().isNone()) {
      all.put(JSON_TYPE, event.data().contentType());
    }
    all.putAll(event.extensions());
    return all;
  }

  /**
   * The event of the binary form.
   *
   * @throws IllegalArgumentException if an attribute is missing or is none
   */
  public static CloudEvent of(Map<String, String> attributes, byte[] data) {
    Map<String, String> rest = new TreeMap<>(attributes);
    String version = rest.remove("specversion");
    if (!VERSION.equals(version)) {
      throw new IllegalArgumentException(
          "this is not a cloud event of version %s: specversion is '%s'"
              .formatted(VERSION, version));
    }
    String id = required(rest, "id");
    URI source = URI.create(required(rest, "source"));
    String type = required(rest, "type");
    String subject = rest.remove("subject");
    Instant time = time(rest.remove("time"));
    String contentType = rest.remove(JSON_TYPE);
    rest.remove("dataschema");
    return new CloudEvent(id, source, type, subject, time, payload(contentType, data), rest);
  }

  private static String required(Map<String, String> attributes, String name) {
    String value = attributes.remove(name);
    if (value == null) {
      throw new IllegalArgumentException("this cloud event has no '%s'".formatted(name));
    }
    return value;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not the time of a cloud event".formatted(text), e);
    }
  }

  private static Payload payload(@Nullable String contentType, byte[] data) {
    if (data.length == 0) {
      return Payload.none();
    }
    String type = Objects.requireNonNullElse(contentType, Payload.JSON);
    return type.equals(Payload.JSON) ? Payload.json(data) : Payload.of(type, data);
  }

  /** The structured form, in UTF-8. JSON data stand in it as they are, all others in Base64. */
  public static byte[] toJson(CloudEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    char separator = '{';
    for (Map.Entry<String, String> attribute : attributes(event).entrySet()) {
      out.write(separator);
      write(attribute.getKey(), out);
      out.write(':');
      write(attribute.getValue(), out);
      separator = ',';
    }
    if (!event.data().isNone()) {
      writeData(event.data(), out);
    }
    out.write('}');
    return out.toByteArray();
  }

  private static void writeData(Payload data, ByteArrayOutputStream out) {
    if (data.isJson()) {
      out.writeBytes(",\"data\":".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(data.bytes());
    } else {
      out.writeBytes(",\"data_base64\":".getBytes(StandardCharsets.US_ASCII));
      write(Base64.getEncoder().encodeToString(data.bytes()), out);
    }
  }

  private static void write(String text, ByteArrayOutputStream out) {
    out.writeBytes(JSON.writeValueAsBytes(text));
  }

  /**
   * Reads the structured form. Data in JSON are taken as they stand there.
   *
   * @throws IllegalArgumentException if it is not the JSON text of a cloud event
   */
  public static CloudEvent parse(byte[] json) {
    Map<String, String> attributes = new TreeMap<>();
    byte[] data = new byte[0];
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw noObject("it is something else", null);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "data" -> data = raw(parser, json);
          case "data_base64" -> data = Base64.getDecoder().decode(parser.getString());
          default -> attribute(name, value, parser).ifPresent(text -> attributes.put(name, text));
        }
      }
      if (parser.nextToken() != null) {
        throw noObject("something stands behind it", null);
      }
    } catch (JacksonException e) {
      throw noObject(e.getOriginalMessage(), e);
    }
    return of(attributes, data);
  }

  /** The bytes of the value that the parser is at, which is read over. */
  private static byte[] raw(JsonParser parser, byte[] json) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    return Arrays.copyOfRange(json, from, (int) parser.currentLocation().getByteOffset());
  }

  private static Optional<String> attribute(String name, JsonToken value, JsonParser parser) {
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    if (!value.isScalarValue()) {
      throw noObject("its attribute '%s' is no simple value".formatted(name), null);
    }
    return Optional.of(parser.getString());
  }

  private static IllegalArgumentException noObject(String reason, @Nullable Exception cause) {
    return new IllegalArgumentException("a cloud event is a JSON object: " + reason, cause);
  }
}
