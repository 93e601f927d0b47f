package dev.cairn.relay.nats;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the messages of one lane. Immutable. */
record MessageWriter(NatsOptions options, Lane lane) {

  /** By which a stream refuses a second message of the same id within its duplicate window. */
  static final String ID = "Nats-Msg-Id";

  /** The greatest position of the lane that was sent by then. */
  static final String REACHED = "Cairn-Reached";

  /** The lane and how many there were: {@code 3/8}. */
  static final String LANE = "Cairn-Lane";

  /** The store that the events are of, as their source names it. */
  static final String STORE = "Cairn-Store";

  /**
   * Writes a message.
   *
   * @throws UndeliverableException if it cannot be written
   */
  Outgoing write(BusMessage message) throws UndeliverableException {
    CloudEvent event = message.event();
    try {
      Headers headers =
          new Headers()
              .put(ID, id(message))
              .put(REACHED, message.reached().toString())
              .put(LANE, laneLabel(lane))
              .put(STORE, store(message));
      byte[] body = content(event, headers);
      return new Outgoing(NatsSubjects.of(options.prefix(), lane, event), headers, body);
    } catch (RuntimeException e) {
      throw new UndeliverableException(
          "event %s of %s cannot be written as a NATS message: %s"
              .formatted(event.id(), event.source(), e.getMessage()),
          e);
    }
  }

  /** The id of a message as it stands in a header. */
  static String id(BusMessage message) {
    return HeaderText.encode(message.id());
  }

  static String laneLabel(Lane lane) {
    return lane.index() + "/" + lane.count();
  }

  /** The store of a message's event; empty where the source is none of ours. */
  static String store(BusMessage message) {
    URI source = message.event().source();
    @Nullable String store = "cairn".equals(source.getScheme()) ? source.getRawAuthority() : null;
    return Objects.requireNonNullElse(store, "");
  }

  private byte[] content(CloudEvent event, Headers headers) {
    return switch (options.content()) {
      case BINARY -> {
        CloudEvents.attributes(event)
            .forEach((name, value) ->
                headers.put(NatsCloudEvents.ATTRIBUTE + name, HeaderText.encode(value)));
        yield event.data().bytes();
      }
      case STRUCTURED -> {
        headers.put(NatsCloudEvents.CONTENT_TYPE, CloudEvents.STRUCTURED);
        yield CloudEvents.toJson(event);
      }
    };
  }
}
