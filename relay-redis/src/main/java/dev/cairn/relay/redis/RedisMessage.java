package dev.cairn.relay.redis;

import dev.cairn.Position;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntryBinary;

/**
 * The message of an entry: what a reader of a relay's stream gets, in either form. Immutable.
 *
 * @param entry its id in the stream
 * @param event what it says
 * @param id of the message; another one each time that an operator ordered to send it
 * @param position of the event, also where the entry's id does not say it
 */
public record RedisMessage(StreamEntryID entry, CloudEvent event, String id, Position position) {

  /** The field that holds the id of the message. */
  public static final String ID = "relay-id";

  /** The field that holds the position of the event. */
  public static final String POSITION = "relay-position";

  /** The field that holds the data, in the binary form. */
  public static final String DATA = "data";

  /** The field that holds the whole event, in the structured form. */
  public static final String EVENT = "event";

  /**
   * The message of that entry.
   *
   * @throws IllegalArgumentException if no relay wrote it
   */
  public static RedisMessage of(StreamEntryBinary entry) {
    Map<String, byte[]> fields = new TreeMap<>();
    entry.getFields().forEach((name, value) -> fields.put(text(name), value));
    String id = text(required(entry, ID, fields));
    Position position = Position.parse(text(required(entry, POSITION, fields)));
    return new RedisMessage(entry.getID(), event(fields), id, position);
  }

  private static byte[] required(StreamEntryBinary entry, String name, Map<String, byte[]> fields) {
    byte[] value = fields.remove(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the entry %s is not of a relay: it has no field '%s'".formatted(entry.getID(), name));
    }
    return value;
  }

  private static CloudEvent event(Map<String, byte[]> fields) {
    byte[] structured = fields.get(EVENT);
    if (structured != null && fields.size() == 1) {
      return CloudEvents.parse(structured);
    }
    byte[] data = fields.remove(DATA);
    Map<String, String> attributes = new TreeMap<>();
    fields.forEach((name, value) -> attributes.put(name, text(value)));
    return CloudEvents.of(attributes, data == null ? new byte[0] : data);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
