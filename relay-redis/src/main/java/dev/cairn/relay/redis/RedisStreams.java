package dev.cairn.relay.redis;

import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.Lane;
import dev.cairn.relay.redis.internal.StreamLane;

/**
 * A bus of Redis streams: one for each lane, in order, each entry under the id {@code
 * <position>-0}. Needs Redis 7 or later.
 *
 * <p>A message stands in its stream once: the server takes no id that is not greater than the last
 * one, and after a failure the lane looks what has arrived. Where to go on is read back from the
 * stream, also from one whose entries have all been trimmed, so what a server lost is sent again.
 * One that an operator orders to send once more comes behind the latest, under {@code
 * <latest>-<n>}; if a server loses such a one, the order must be given again.
 *
 * <p>What a server has answered survives its restart only as far as it writes to its disk: with
 * {@code appendonly yes} and {@code appendfsync always} all of it, with {@code everysec} all but
 * the last second or two. It copies to replicas after it has answered, so a failover may lose the
 * end; it is sent again, and receivers that had it see it twice.
 *
 * <p>Nobody else may write to the streams, and one relay only: another number of lanes, another
 * store and entries of others are refused with an error that says so. Two relays of one store that
 * were given the same key are not always told apart. A Redis Cluster is not supported. Thread-safe.
 */
public final class RedisStreams implements Bus {

  private final RedisOptions options;
  private final RedisStream stream;

  /** A bus that connects when it is first used. */
  public RedisStreams(RedisOptions options, RedisStream stream) {
    this.options = options;
    this.stream = stream;
  }

  @Override
  public String description() {
    return "redis stream %s at %s".formatted(stream.key(), options.server());
  }

  @Override
  public BusLane open(Lane lane) {
    return new StreamLane(options, stream, lane);
  }

  /** Does nothing: each lane has a connection of its own. */
  @Override
  public void close() {}
}
