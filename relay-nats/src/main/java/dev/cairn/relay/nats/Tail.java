package dev.cairn.relay.nats;

import dev.cairn.Position;
import dev.cairn.flow.BusMessage;
import dev.cairn.flow.Lane;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a lane's stream. */
sealed interface Tail {

  /** The sequence number of the last message that the stream ever had. */
  long sequence();

  /** What {@link dev.cairn.flow.BusLane#last} tells. */
  Optional<Position> reached();

  /**
   * How many of the first messages the stream has already: messages get into it in their order or
   * not at all.
   */
  int present(List<BusMessage> messages);

  /** It never had a message. */
  record Unused() implements Tail {

    @Override
    public long sequence() {
      return 0;
    }

    @Override
    public Optional<Position> reached() {
      return Optional.of(Position.START);
    }

    @Override
    public int present(List<BusMessage> messages) {
      return 0;
    }
  }

  /** The last message was removed, or is none of a relay. */
  record Unknown(long sequence) implements Tail {

    @Override
    public Optional<Position> reached() {
      return Optional.empty();
    }

    @Override
    public int present(List<BusMessage> messages) {
      return 0;
    }
  }

  /**
   * The last message is there.
   *
   * @param lane which one of how many it is of
   * @param store the one that its event is of
   */
  record Known(long sequence, Position position, String id, String lane, String store)
      implements Tail {

    /** What the stream ends with once it has this message. */
    static Known of(long sequence, BusMessage message, Lane lane) {
      return new Known(
          sequence,
          message.reached(),
          MessageWriter.id(message),
          MessageWriter.laneLabel(lane),
          MessageWriter.store(message));
    }

    @Override
    public Optional<Position> reached() {
      return Optional.of(position);
    }

    @Override
    public int present(List<BusMessage> messages) {
      for (int i = messages.size(); i > 0; i--) {
        if (MessageWriter.id(messages.get(i - 1)).equals(id)) {
          return i;
        }
      }
      int count = 0;
      while (count < messages.size() && isPassed(messages.get(count))) {
        count++;
      }
      return count;
    }

    private boolean isPassed(BusMessage message) {
      return !message.isReplay() && !message.position().isAfter(position);
    }
  }

  /** What the headers of the last message tell. */
  static Tail of(long sequence, @Nullable Headers headers) {
    @Nullable String reached = value(headers, MessageWriter.REACHED);
    @Nullable String id = value(headers, MessageWriter.ID);
    @Nullable String lane = value(headers, MessageWriter.LANE);
    @Nullable String store = value(headers, MessageWriter.STORE);
    return reached == null || id == null || lane == null || store == null
        ? new Unknown(sequence)
        : new Known(sequence, Position.parse(reached), id, lane, store);
  }

  private static @Nullable String value(@Nullable Headers headers, String name) {
    return headers == null ? null : headers.getFirst(name);
  }
}
