package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Payload;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvent;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.Lane;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** What those hear that listen to a channel. */
final class RedisPubSubTest {

  private static final Lane ONLY = new Lane(0, 1);

  @TempDir Path data;
  private final SentSoFar sent = new SentSoFar();

  /** Keeps what it hears. */
  private static final class Listener extends JedisPubSub {

    private final List<CloudEvent> heard = new CopyOnWriteArrayList<>();

    @Override
    public void onMessage(String channel, String message) {
      heard.add(CloudEvents.parse(message.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void whoListensHearsAllInTheirOrder() throws Exception {
    try (RedisServer server = RedisServer.start(data);
        RedisClient listening = server.client();
        RedisPubSub bus =
            new RedisPubSub(server.options().withGroupMessagesMax(30), "bank-events");
        BusLane lane = bus.open(ONLY)) {
      Listener listener = new Listener();
      Thread thread = Thread.startVirtualThread(() -> listening.subscribe(listener, "bank-events"));
      Eventually.holds(
          "it listens",
          () -> server.command(Protocol.Command.PUBSUB, "NUMSUB", "bank-events").contains(1L));
      lane.send(TestMessages.upTo(100), sent);
      Eventually.holds("it heard all", () -> listener.heard.size() == 100);
      listener.unsubscribe();
      thread.join();
      assertEquals(TestMessages.upTo(100).stream().map(BusMessage::event).toList(), listener.heard);
      assertEquals(100, sent.count());
      assertEquals(Optional.empty(), lane.last());
      assertTrue(bus.description().startsWith("redis channel bank-events at 127.0.0.1:"));
    }
  }

  @Test
  void itConnectsAgainAfterAKill() throws Exception {
    try (RedisServer server = RedisServer.start(data);
        BusLane lane = new RedisPubSub(server.options(), "bank-events").open(ONLY)) {
      lane.send(TestMessages.upTo(1), sent);
      server.kill();
      assertThrows(RedisUnavailableException.class, () -> lane.send(TestMessages.upTo(1), sent));
      server.restart();
      lane.send(TestMessages.upTo(3), sent);
      assertEquals(3, sent.count());
    }
  }

  @Test
  void aMessageThatIsTooLargeIsUndeliverable() {
    try (RedisServer server = RedisServer.start(data);
        BusLane lane =
            new RedisPubSub(server.options().withMessageBytesMax(2_048), "c").open(ONLY)) {
      BusMessage large =
          TestMessages.of(TestMessages.STORE, 1, Payload.of("text/plain", new byte[2_048]));
      assertThrows(UndeliverableException.class, () -> lane.send(List.of(large), sent));
    }
  }
}
