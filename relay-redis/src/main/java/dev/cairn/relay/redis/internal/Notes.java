package dev.cairn.relay.redis.internal;

import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.relay.redis.RedisStream;
import dev.cairn.relay.redis.RedisUnfitException;
import java.net.URI;
import java.util.Objects;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.Protocol;

/**
 * The hash beside the streams of a relay. The first relay writes into it how many lanes it has and
 * whose events it sends; each later one must have the same, or its messages would mix with those of
 * the first.
 */
final class Notes {

  private static final String LANES = "lanes";
  private static final String STORE = "store";

  /** The scheme of the sources that name a store of ours; of those of others nothing is known. */
  private static final String SCHEME = "cairn";

  private Notes() {}

  /**
   * Checks the number of lanes.
   *
   * @throws RedisUnfitException if the streams were written with another one
   */
  static void checkLanes(Link link, RedisStream stream, Lane lane) {
    String count = Integer.toString(lane.count());
    String found = noted(link, stream, LANES, count);
    if (!found.equals(count)) {
      throw new RedisUnfitException(
          """
          the redis stream '%s' is written by a relay with %s lanes; this one has %s, and would \
          send what the streams hold already into others. Start it with %s lanes, or give it \
          another key, or, once readers have read the old streams, delete them and '%s'\
          """
              .formatted(stream.key(), found, count, found, stream.notesKey()));
    }
  }

  /**
   * Checks whose events they are.
   *
   * @throws RedisUnfitException if the streams are of another store
   */
  static void checkStore(Link link, RedisStream stream, BusMessage message) {
    URI source = message.event().source();
    if (!SCHEME.equals(source.getScheme()) || source.getRawAuthority() == null) {
      return;
    }
    String store = source.getRawAuthority();
    String found = noted(link, stream, STORE, store);
    if (!found.equals(store)) {
      throw new RedisUnfitException(
          """
          the redis stream '%s' holds events of the store %s; this relay sends those of %s, whose \
          positions say nothing there. Give it another key, or delete the streams and '%s'\
          """
              .formatted(stream.key(), found, store, stream.notesKey()));
    }
  }

  /** What is noted, which is the value if nothing was. */
  private static String noted(Link link, RedisStream stream, String field, String value) {
    String key = stream.notesKey();
    long _ = link.ask(BuilderFactory.LONG, Protocol.Command.HSETNX, key, field, value);
    return Objects.requireNonNullElse(
        link.ask(BuilderFactory.STRING_LIST, Protocol.Command.HMGET, key, field).getFirst(), "");
  }
}
