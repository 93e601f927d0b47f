package dev.cairn.relay.nats;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Messages as a relay makes them. */
final class Told {

  private Told() {}

  static CloudEvent event(long position, Payload data) {
    String stream = "account-" + position % 7;
    return new CloudEvent(
        "e" + position,
        URI.create("cairn://store/" + stream),
        "FundsDeposited",
        stream,
        Instant.EPOCH.plusMillis(position),
        data,
        Map.of(CloudEvents.POSITION, Long.toString(position)));
  }

  static BusMessage of(CloudEvent event, long position) {
    Position place = Position.of(position);
    return new BusMessage(event, event.id() + "@" + event.subject(), place, place, false);
  }

  static BusMessage message(long position) {
    return of(event(position, Payload.json("{\"n\":" + position + "}")), position);
  }

  /** Messages of these positions. */
  static List<BusMessage> range(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(Told::message).toList();
  }

  /** One with that many bytes of data. */
  static BusMessage large(long position, int bytes) {
    return of(event(position, Payload.of("application/octet-stream", new byte[bytes])), position);
  }

  /** The message of a position that an operator ordered to send once more. */
  static BusMessage replay(long position, long reached, String order) {
    BusMessage first = message(position);
    return new BusMessage(
        first.event(), first.id() + "#" + order, first.position(), Position.of(reached), true);
  }
}
