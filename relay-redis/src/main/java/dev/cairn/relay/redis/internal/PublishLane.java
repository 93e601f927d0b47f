package dev.cairn.relay.redis.internal;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.CloudEvents;
import dev.cairn.flow.LaneHandler;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.relay.redis.RedisException;
import dev.cairn.relay.redis.RedisOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes messages to a channel. For one thread at a time. */
public final class PublishLane implements BusLane {

  private final RedisOptions options;
  private final byte[] channel;
  private @Nullable Link link;
  private long bytesMax;

  /** A lane that connects when it is first used. */
  public PublishLane(RedisOptions options, String channel) {
    this.options = options;
    this.channel = Link.utf8(channel);
  }

  /** A channel keeps nothing. */
  @Override
  public Optional<Position> last() {
    return Optional.empty();
  }

  @Override
  public void send(List<BusMessage> messages, LaneHandler.Handled confirmed)
      throws UndeliverableException {
    try {
      Link now = link();
      int sent = 0;
      while (sent < messages.size()) {
        List<byte[]> group =
            Groups.next(
                messages.subList(sent, messages.size()),
                options,
                bytesMax,
                message -> CloudEvents.toJson(message.event()),
                text -> text.length);
        now.publish(channel, group);
        sent += group.size();
        confirmed.upTo(sent);
      }
    } catch (RedisException | UndeliverableException e) {
      // Also after a message that is too large: the limit may have been raised by the next try.
      close();
      throw e;
    }
  }

  private Link link() {
    if (link == null) {
      link = Link.open(options);
      bytesMax = Math.min(options.messageBytesMax(), link.argumentBytesMax());
    }
    return link;
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
      link = null;
    }
  }
}
