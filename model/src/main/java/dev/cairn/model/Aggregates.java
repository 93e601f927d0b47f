package dev.cairn.model;

import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.Version;
import java.util.List;

/**
 * Reads the states of aggregates, of now and of the past, by folding their events. Thread-safe.
 *
 * <p>{@link #load(AggregateType, String)} is where every command begins, so it is the one place for
 * a shorter way to the same state.
 */
public final class Aggregates {

  private final EventReader reader;

  private Aggregates(EventReader reader) {
    this.reader = reader;
  }

  /** Returns the aggregates of that store. */
  public static Aggregates of(EventReader reader) {
    return new Aggregates(reader);
  }

  /**
   * The state now.
   *
   * @throws UnreadableEventException if an event says nothing that the codec understands
   * @throws EvolveFailedException if the decider's {@code evolve} throws
   */
  public <S, E> Loaded<S> load(AggregateType<?, S, E> type, String id) {
    return fold(type, ReadRequest.stream(type.stream(id)));
  }

  /** The state as it was at that moment; throws as {@link #load} does. */
  public <S, E> Loaded<S> loadAsOf(AggregateType<?, S, E> type, String id, AsOf moment) {
    return fold(type, ReadRequest.stream(type.stream(id)).asOf(moment));
  }

  /**
   * The state after the event of that version, or after the last one where the aggregate is not
   * that far; throws as {@link #load} does.
   */
  public <S, E> Loaded<S> loadAsOf(AggregateType<?, S, E> type, String id, Version version) {
    return fold(type, ReadRequest.stream(type.stream(id)).to(version));
  }

  private <S, E> Loaded<S> fold(AggregateType<?, S, E> type, ReadRequest.OfStream request) {
    S state = type.decider().initialState();
    Version version = Version.NONE;
    Position position = Position.START;
    try (Cursor<RecordedEvent> events = reader.read(request)) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        state = evolved(type, state, event);
        version = event.version();
        position = event.position();
      }
    }
    return new Loaded<>(state, version, position);
  }

  private static <S, E> S evolved(AggregateType<?, S, E> type, S state, RecordedEvent recorded) {
    List<E> events = type.codec().decode(recorded);
    try {
      return type.decider().fold(state, events);
    } catch (RuntimeException e) {
      throw new EvolveFailedException(recorded, e);
    }
  }
}
