package dev.cairn.relay.redis;

import dev.cairn.flow.Bus;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.Lane;
import dev.cairn.relay.redis.internal.PublishLane;
import java.nio.charset.StandardCharsets;

/**
 * A bus that publishes to a channel of Redis, each message as the JSON text of its cloud event: for
 * those that want to know at once and can do without, such as a page that is open.
 *
 * <p>It promises little. Who does not listen at the moment never gets the message, and neither does
 * one whose connection breaks or who reads too slowly; the server keeps nothing. It cannot tell
 * what it has sent, so the relay goes on from its own checkpoint, and after a failure some messages
 * come twice. Within a lane they come in order. Thread-safe.
 */
public final class RedisPubSub implements Bus {

  /** Most bytes of a channel's name. */
  public static final int CHANNEL_BYTES_MAX = 512;

  private final RedisOptions options;
  private final String channel;

  /** A bus that connects when it is first used. */
  public RedisPubSub(RedisOptions options, String channel) {
    int bytes = channel.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1 || bytes > CHANNEL_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a channel's name has 1 to %d bytes, not %d".formatted(CHANNEL_BYTES_MAX, bytes));
    }
    this.options = options;
    this.channel = channel;
  }

  @Override
  public String description() {
    return "redis channel %s at %s".formatted(channel, options.server());
  }

  @Override
  public BusLane open(Lane lane) {
    return new PublishLane(options, channel);
  }

  /** Does nothing: each lane has a connection of its own. */
  @Override
  public void close() {}
}
