package dev.cairn.relay.redis.internal;

import dev.cairn.Position;
import dev.cairn.flow.BusLane;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import dev.cairn.flow.LaneHandler;
import dev.cairn.flow.UndeliverableException;
import dev.cairn.relay.redis.ForeignEntryException;
import dev.cairn.relay.redis.RedisException;
import dev.cairn.relay.redis.RedisOptions;
import dev.cairn.relay.redis.RedisStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * Adds the messages of one lane to its stream. It remembers the last id that it saw there; a group
 * is added only if that is still the last one, and if it is not, the lane finds out why before it
 * sends anything: so no group leaves a hole, whatever became of the server. For one thread at a
 * time.
 */
public final class StreamLane implements BusLane {

  /** How often the end of the stream may move while a group is sent. */
  private static final int MOVES_MAX = 100;

  private final RedisOptions options;
  private final RedisStream stream;
  private final Lane lane;
  private final String key;
  private @Nullable Server server;
  private boolean storeChecked;
  private @Nullable StreamEntryID known;

  /** A connection that was found fit, and what it takes. */
  private record Server(Link link, long messageBytesMax) {}

  /** A lane that connects when it is first used. */
  public StreamLane(RedisOptions options, RedisStream stream, Lane lane) {
    this.options = options;
    this.stream = stream;
    this.lane = lane;
    this.key = stream.keyOf(lane);
  }

  @Override
  public Optional<Position> last() {
    try {
      Top top = Top.read(server().link(), key);
      if (top.isForeign()) {
        throw new ForeignEntryException(key, top.id(), ForeignEntryException.NO_RELAY);
      }
      known = top.id();
      return Optional.of(Position.of(top.id().getTime()));
    } catch (RedisException e) {
      drop();
      throw e;
    }
  }

  @Override
  public void send(List<BusMessage> messages, LaneHandler.Handled confirmed)
      throws UndeliverableException {
    try {
      Server now = server();
      if (!storeChecked) {
        Notes.checkStore(now.link(), stream, messages.getFirst());
        storeChecked = true;
      }
      int sent = 0;
      while (sent < messages.size()) {
        List<Entry> group =
            Groups.next(
                messages.subList(sent, messages.size()),
                options,
                now.messageBytesMax(),
                message -> Entry.of(message, stream.form()),
                Entry::bytes);
        add(now.link(), group);
        sent += group.size();
        confirmed.upTo(sent);
      }
    } catch (RedisException | UndeliverableException e) {
      // Also after a message that is too large: the limit may have been raised by the next try.
      drop();
      throw e;
    }
  }

  private void add(Link link, List<Entry> group) {
    List<Entry> rest = withoutEarlier(link, group);
    for (int moves = 0; !rest.isEmpty(); moves++) {
      StreamEntryID expected = known(link);
      GroupScript.Outcome outcome =
          GroupScript.add(
              link, key, stream.replaysKeyOf(lane), expected, rest, stream.entriesMax());
      if (outcome.added()) {
        rest = List.of();
      } else if (moves == MOVES_MAX) {
        throw new ForeignEntryException(key, outcome.top(), "its end moves again and again");
      } else {
        rest = missing(link, new Gap(key, expected, outcome.top()), rest);
      }
      known = outcome.top();
    }
  }

  /** Without those that are sent again although the stream has them. */
  private List<Entry> withoutEarlier(Link link, List<Entry> group) {
    StreamEntryID top = known(link);
    return group.stream()
        .filter(entry -> !entry.message().isReplay())
        .mapToLong(entry -> entry.message().position().sequence())
        .filter(position -> position <= top.getTime())
        .min()
        .stream()
        .mapToObj(first -> new Gap(key, new StreamEntryID(first - 1, Long.MAX_VALUE), top))
        .findAny()
        .map(gap -> missing(link, gap, group))
        .orElse(group);
  }

  private static List<Entry> missing(Link link, Gap gap, List<Entry> entries) {
    Set<String> added = gap.added(link, entries.stream().map(Entry::message).toList());
    return entries.stream().filter(entry -> !added.contains(entry.message().id())).toList();
  }

  private StreamEntryID known(Link link) {
    if (known == null) {
      known = Top.read(link, key).id();
    }
    return known;
  }

  private Server server() {
    if (server == null) {
      server = connect();
    }
    return server;
  }

  private Server connect() {
    Link link = Link.open(options);
    try {
      link.checkRelease();
      Notes.checkLanes(link, stream, lane);
      long bytesMax = Math.min(options.messageBytesMax(), link.argumentBytesMax());
      return new Server(link, bytesMax);
    } catch (RedisException e) {
      link.close();
      throw e;
    }
  }

  private void drop() {
    if (server != null) {
      server.link().close();
      server = null;
      storeChecked = false;
    }
  }

  @Override
  public void close() {
    drop();
  }
}
