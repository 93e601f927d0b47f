package dev.cairn.relay.redis;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.flow.Bus;
import dev.cairn.flow.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.SslOptions;

/** Every option has a limit, and names it. */
final class RedisOptionsTest {

  private static final RedisOptions OPTIONS = RedisOptions.at("localhost", 6379);

  private static void refused(String named, Executable made) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, made);
    Messages.assertSays(named, error);
  }

  @Test
  void groupsHaveLimits() {
    int most = RedisOptions.GROUP_MESSAGES_LIMIT;
    assertEquals(most, OPTIONS.withGroupMessagesMax(most).groupMessagesMax());
    refused("messages of a group", () -> OPTIONS.withGroupMessagesMax(0));
    refused("10,000, not 10,001", () -> OPTIONS.withGroupMessagesMax(most + 1));
    int bytes = RedisOptions.GROUP_BYTES_LIMIT;
    assertEquals(bytes, OPTIONS.withGroupBytesMax(bytes).groupBytesMax());
    refused("bytes of a group", () -> OPTIONS.withGroupBytesMax(bytes + 1));
    refused("bytes of a group", () -> OPTIONS.withGroupBytesMax(RedisOptions.BYTES_LEAST - 1));
  }

  @Test
  void messagesHaveLimits() {
    int bytes = RedisOptions.MESSAGE_BYTES_LIMIT;
    assertEquals(bytes, OPTIONS.withMessageBytesMax(bytes).messageBytesMax());
    refused("bytes of a message", () -> OPTIONS.withMessageBytesMax(bytes + 1));
    refused("bytes of a message", () -> OPTIONS.withMessageBytesMax(RedisOptions.BYTES_LEAST - 1));
  }

  @Test
  void noTimeoutIsForEver() {
    refused("ms to connect", () -> OPTIONS.withClient(timeouts(0, 1)));
    refused("ms to wait", () -> OPTIONS.withClient(timeouts(1, 0)));
    assertDoesNotThrow(() -> OPTIONS.withClient(timeouts(1, 1)));
  }

  private static JedisClientConfig timeouts(int connect, int answer) {
    return DefaultJedisClientConfig.builder()
        .connectionTimeoutMillis(connect)
        .socketTimeoutMillis(answer)
        .build();
  }

  @Test
  void theExampleOfTheDocumentIsOne() {
    RedisOptions options =
        RedisOptions.at("redis.example", 6379)
            .withClient(
                DefaultJedisClientConfig.builder()
                    .user("relay")
                    .password("secret")
                    .sslOptions(SslOptions.defaults())
                    .timeoutMillis(10_000)
                    .build());
    try (Bus bus = new RedisStreams(options, RedisStream.of("bank").withEntriesMax(1_000_000))) {
      assertEquals("redis stream bank at redis.example:6379", bus.description());
    }
  }

  @Test
  void streamsHaveLimits() {
    refused("at least 1 entry", () -> RedisStream.of("bank").withEntriesMax(0));
    refused("1 to 512 bytes", () -> RedisStream.of(""));
    refused("not 513", () -> RedisStream.of("k".repeat(513)));
    assertEquals(512, RedisStream.of("k".repeat(512)).key().length());
    refused("1 to 512 bytes", () -> new RedisPubSub(OPTIONS, "").close());
    refused("not 514", () -> new RedisPubSub(OPTIONS, "é".repeat(257)).close());
  }

  @Test
  void aLaneHasAStreamOfItsOwn() {
    RedisStream bank = RedisStream.of("bank");
    assertEquals("bank", bank.keyOf(new Lane(0, 1)));
    assertEquals("bank:2", bank.keyOf(new Lane(2, 4)));
    assertEquals(
        "redis stream bank at localhost:6379", new RedisStreams(OPTIONS, bank).description());
  }
}
