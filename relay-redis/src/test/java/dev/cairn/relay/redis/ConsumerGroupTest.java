package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.flow.BusLane;
import dev.cairn.flow.Inbox;
import dev.cairn.flow.Lane;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;

/** What consumers of a stream get, with the example of one. */
final class ConsumerGroupTest {

  @TempDir Path data;
  private final SentSoFar sent = new SentSoFar();
  private final List<Long> handled = new ArrayList<>();
  private RedisServer server;
  private RedisClient client;

  @BeforeEach
  void start() throws Exception {
    server = RedisServer.start(data);
    client = server.client();
    client.xgroupCreate("bank", "mailers", new StreamEntryID(0, 0), true);
    try (BusLane lane =
        new RedisStreams(server.options(), RedisStream.of("bank")).open(new Lane(0, 1))) {
      lane.send(TestMessages.upTo(6), sent);
    }
  }

  @AfterEach
  void end() {
    if (server != null) {
      client.close();
      server.close();
    }
  }

  private GroupReader reader(String name) {
    return new GroupReader(client, "bank", "mailers", name, Duration.ZERO);
  }

  private long pending() {
    return client.xpending("bank", "mailers").getTotal();
  }

  private void handle(RedisMessage message) {
    handled.add(message.position().sequence());
  }

  private void handleUnless(RedisMessage message, long poison) {
    if (message.position().sequence() == poison) {
      throw new IllegalStateException("poison");
    }
    handle(message);
  }

  @Test
  void allIsHandledInItsOrderAndAcknowledged() {
    reader("a").round(this::handle);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), handled);
    assertEquals(0, pending());
  }

  @Test
  void whatADeadConsumerLeftIsTakenOver() {
    reader("a")
        .round(message -> {
          if (message.position().sequence() > 2) {
            throw new IllegalStateException("it has died");
          }
          handle(message);
        });
    assertEquals(4, pending());
    reader("b").round(this::handle);
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), handled);
    assertEquals(0, pending());
  }

  @Test
  void whatFailsTooOftenIsPutAside() {
    for (int i = 0; i <= GroupReader.DELIVERIES_MAX; i++) {
      reader("a").round(message -> handleUnless(message, 3));
    }
    assertEquals(List.of(1L, 2L, 4L, 5L, 6L), handled);
    assertEquals(List.of(3L), TestMessages.positionsIn(client, "bank:dead"));
    assertEquals(0, pending());
  }

  /**
   * The first one dies after its work and before it acknowledges; the second one gets all again.
   */
  @Test
  void withAnInboxWhatIsDeliveredAgainIsHandledOnce() throws Exception {
    Inbox inbox = Inbox.of("mailers");
    try (Connection database =
        DriverManager.getConnection("jdbc:sqlite:" + data.resolve("consumer.db"))) {
      inbox.prepare(database);
      reader("a")
          .round(message -> {
            inbox.once(database, message.event(), () -> handle(message));
            throw new IllegalStateException("it has died");
          });
      assertEquals(6, pending());
      reader("b").round(message -> inbox.once(database, message.event(), () -> handle(message)));
    }
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), handled);
    assertEquals(0, pending());
  }
}
