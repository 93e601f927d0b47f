package dev.cairn.relay.redis;

import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntryBinary;

/** Messages as a relay would send them, and those that a stream has. */
final class TestMessages {

  static final String STORE = "01234567-89ab-7cde-8f01-23456789abcd";

  private TestMessages() {}

  static BusMessage at(long position) {
    return of(STORE, position, Payload.json("{\"n\":%d}".formatted(position)));
  }

  static BusMessage of(String store, long position, Payload data) {
    String stream = "account-%d".formatted(position % 7);
    CloudEvent event =
        new CloudEvent(
            "event-%d".formatted(position),
            URI.create("cairn://%s/%s".formatted(store, stream)),
            "FundsDeposited",
            stream,
            Instant.EPOCH.plusSeconds(position),
            data,
            Map.of(CloudEvents.POSITION, Long.toString(position)));
    String id = "%s:%s".formatted(event.id(), stream);
    return new BusMessage(event, id, Position.of(position), Position.of(position), false);
  }

  /** The event at that position once more, when the latest that was sent was another one. */
  static BusMessage replay(long position, long reached, String order) {
    BusMessage first = at(position);
    return new BusMessage(first.event(), order, first.position(), Position.of(reached), true);
  }

  static List<BusMessage> upTo(int last) {
    return between(1, last);
  }

  static List<BusMessage> between(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(TestMessages::at).toList();
  }

  /** All messages of a stream, in its order. */
  static List<RedisMessage> in(RedisClient client, String key) {
    List<Map.Entry<byte[], List<StreamEntryBinary>>> streams =
        client.xreadBinary(
            new XReadParams().count(1_000_000),
            Map.of(key.getBytes(StandardCharsets.UTF_8), new StreamEntryID(0, 0)));
    return streams == null
        ? List.of()
        : streams.getFirst().getValue().stream().map(RedisMessage::of).toList();
  }

  static List<Long> positionsIn(RedisClient client, String key) {
    return in(client, key).stream().map(message -> message.position().sequence()).toList();
  }
}
