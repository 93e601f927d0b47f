package dev.cairn.relay.nats;

import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads cloud events from NATS messages, as the NATS binding of CloudEvents says: a content type
 * tells the structured form, headers that begin with {@code ce-} the binary one, and where there is
 * neither the body is the structured form, as of servers without headers. Stateless.
 */
public final class NatsCloudEvents {

  static final String CONTENT_TYPE = "Content-Type";
  static final String ATTRIBUTE = "ce-";

  private static final String STRUCTURED = "application/cloudevents";

  private NatsCloudEvents() {}

  /**
   * The event of a message.
   *
   * @throws IllegalArgumentException if the message holds none, or one of another version
   */
  public static CloudEvent read(Message message) {
    Map<String, String> headers = firstValues(message.getHeaders());
    String type = headers.getOrDefault(CONTENT_TYPE.toLowerCase(Locale.ROOT), "");
    if (type.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
      return CloudEvents.parse(message.getData());
    }
    Map<String, String> attributes = new TreeMap<>();
    headers.forEach((name, value) -> {
      if (name.startsWith(ATTRIBUTE)) {
        attributes.put(name.substring(ATTRIBUTE.length()), HeaderText.decode(value));
      }
    });
    return attributes.isEmpty()
        ? CloudEvents.parse(message.getData())
        : CloudEvents.of(attributes, message.getData());
  }

  /** Names are the same in either case, and each attribute has one value. */
  private static Map<String, String> firstValues(@Nullable Headers headers) {
    Map<String, String> values = new TreeMap<>();
    if (headers != null) {
      headers.forEach((name, all) -> values.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
    }
    return values;
  }
}
