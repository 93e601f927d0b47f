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
import org.jspecify.annotations.Nullable;

/** Adds the messages of one lane to its stream. For one thread at a time. */
public final class StreamLane implements BusLane {

  private final RedisOptions options;
  private final RedisStream stream;
  private final Lane lane;
  private final String key;
  private final StreamEnd end;
  private @Nullable Server server;
  private boolean storeChecked;

  /** A connection that was found fit, and what it takes. */
  private record Server(Link link, long messageBytesMax) {}

  /** A lane that connects when it is first used. */
  public StreamLane(RedisOptions options, RedisStream stream, Lane lane) {
    this.options = options;
    this.stream = stream;
    this.lane = lane;
    this.key = stream.keyOf(lane);
    this.end = new StreamEnd(stream, lane);
  }

  @Override
  public Optional<Position> last() {
    try {
      Top top = Top.read(server().link(), key);
      if (top.isForeign()) {
        throw new ForeignEntryException(key, top.id(), ForeignEntryException.NO_RELAY);
      }
      end.moved(top.id());
      return Optional.of(Position.of(top.id().getTime()));
    } catch (RedisException e) {
      drop();
      throw e;
    }
  }

  @Override
  public void send(List<BusMessage> messages, LaneHandler.Handled confirmed)
      throws UndeliverableException {
    boolean sent = false;
    try {
      Server now = server();
      if (!storeChecked) {
        Notes.checkStore(now.link(), stream, messages.getFirst());
        storeChecked = true;
      }
      send(now, messages, new Flight(now.link(), end, confirmed));
      sent = true;
    } finally {
      // Whatever it was, answers may be open; and the limit of a message may be raised meanwhile.
      if (!sent) {
        drop();
      }
    }
  }

  private void send(Server now, List<BusMessage> messages, Flight flight)
      throws UndeliverableException {
    int next = 0;
    while (next < messages.size()) {
      List<Entry> group;
      try {
        group =
            Groups.next(
                messages.subList(next, messages.size()),
                options,
                now.messageBytesMax(),
                message -> Entry.of(message, stream.form()),
                Entry::bytes);
      } catch (UndeliverableException e) {
        flight.await();
        throw e;
      }
      flight.add(group);
      next += group.size();
    }
    flight.await();
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
