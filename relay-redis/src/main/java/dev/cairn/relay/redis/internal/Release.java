package dev.cairn.relay.redis.internal;

import dev.cairn.relay.redis.RedisUnfitException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;

/** Which release of Redis a server is. Stateless. */
final class Release {

  /** The first one whose streams complete an id of the form {@code 5-*}. */
  static final int LEAST = 7;

  private static final Pattern VERSION =
      Pattern.compile("redis_version:(?<major>[0-9]{1,9})\\.\\S*");

  private Release() {}

  /**
   * Checks that a server is not too old.
   *
   * @param info what it says of itself
   * @throws RedisUnfitException if it is, or does not say what it is
   */
  static void check(HostAndPort server, String info) {
    Matcher version = VERSION.matcher(info);
    if (!version.find()) {
      throw new RedisUnfitException(
          "the server at %s does not say which release of Redis it is; %d or later is needed"
              .formatted(server, LEAST));
    }
    if (Integer.parseInt(version.group("major")) < LEAST) {
      throw new RedisUnfitException(
          "redis at %s has %s; streams of a relay need Redis %d or later"
              .formatted(server, version.group(), LEAST));
    }
  }
}
