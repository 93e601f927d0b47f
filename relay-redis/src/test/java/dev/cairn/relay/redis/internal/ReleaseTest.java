package dev.cairn.relay.redis.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.relay.redis.RedisUnfitException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

/** Servers that are too old are told so. */
final class ReleaseTest {

  private static final HostAndPort SERVER = new HostAndPort("localhost", 6379);

  private static RedisUnfitException refused(String info) {
    return assertThrows(RedisUnfitException.class, () -> Release.check(SERVER, info));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.0.15", "7.4.1", "8.2.0", "10.0.0-rc1"})
  void newEnough(String version) {
    assertDoesNotThrow(
        () -> Release.check(SERVER, "# Server\r\nredis_version:" + version + "\r\nos:Linux\r\n"));
  }

  @Test
  void tooOldIsToldWithWhatIsNeeded() {
    String message = String.valueOf(refused("# Server\r\nredis_version:6.2.14\r\n").getMessage());
    assertTrue(message.contains("redis_version:6.2.14"), message);
    assertTrue(message.contains("Redis 7 or later"), message);
  }

  @Test
  void oneThatDoesNotSayIsRefused() {
    String message = String.valueOf(refused("# Server\r\n").getMessage());
    assertTrue(message.contains("7 or later is needed"), message);
  }
}
