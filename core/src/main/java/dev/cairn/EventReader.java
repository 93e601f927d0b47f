package dev.cairn;

import java.util.Optional;
import java.util.UUID;

/**
 * The reading side of an event store. Only durable events are ever seen, always as a prefix of the
 * order of all events. A read begun after an append was acknowledged sees it. Thread-safe.
 */
public interface EventReader extends AutoCloseable {

  /** Which store this is. */
  StoreId id();

  /** The position of the last durable event; {@link Position#START} if there is none. */
  Position head();

  /** Reads a window of a stream or of the log. */
  Cursor<RecordedEvent> read(ReadRequest request);

  /**
   * Follows the log behind a position.
   *
   * @throws WrongStoreException if the position is beyond the head
   */
  Subscription subscribe(Filter filter, Position after);

  /** The version of a stream; {@link Version#NONE} if it has no events. */
  Version version(StreamId stream);

  /** All events that bear this id, in order: one in each stream at most. */
  Cursor<RecordedEvent> find(UUID id);

  /** The streams, in the order of their first events. */
  Cursor<StreamInfo> streams();

  /**
   * The answer that an earlier append of this request got.
   *
   * @throws RequestReusedException if the id was used with another digest
   */
  Optional<AppendResult> find(RequestKey request);

  /** The event at a position, if there is one. */
  default Optional<RecordedEvent> event(Position position) {
    if (position.sequence() == 0) {
      return Optional.empty();
    }
    Position before = new Position(position.partition(), position.sequence() - 1, 0);
    try (Cursor<RecordedEvent> one = read(ReadRequest.all().after(before).limit(1))) {
      return one.hasNext()
          ? Optional.of(one.next()).filter(event -> event.position().equals(position))
          : Optional.empty();
    }
  }

  @Override
  void close();
}
