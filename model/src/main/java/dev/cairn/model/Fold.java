package dev.cairn.model;

import dev.cairn.Cursor;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds events onto a state and remembers what that took. Used once, by one thread. */
final class Fold<S, E> {

  private final long beganNanos = System.nanoTime();
  private final AggregateType<?, S, E> type;
  private final Version snapshot;
  private final Instant snapshotTime;
  private S state;
  private Version version = Version.NONE;
  private Position position = Position.START;
  private @Nullable RecordedEvent last;
  private long events;
  private long bytes;

  /** Begins before the first event. */
  Fold(AggregateType<?, S, E> type) {
    this.type = type;
    this.snapshot = Version.NONE;
    this.snapshotTime = Instant.MIN;
    this.state = type.decider().initialState();
  }

  /** Begins with the state of a snapshot and the event it rests on. */
  Fold(AggregateType<?, S, E> type, S state, RecordedEvent last) {
    this.type = type;
    this.snapshot = last.version();
    this.snapshotTime = last.timestamp();
    this.state = state;
    this.version = last.version();
    this.position = last.position();
    this.last = last;
  }

  /** Begins with a state that was loaded before. */
  Fold(AggregateType<?, S, E> type, Replayed<S> known) {
    this.type = type;
    this.snapshot = known.cost().snapshot();
    this.snapshotTime = known.cost().snapshotTime();
    this.state = known.loaded().state();
    this.version = known.loaded().version();
    this.position = known.loaded().position();
    this.last = known.last();
    this.events = known.cost().events();
    this.bytes = known.cost().bytes();
  }

  /** Folds all events that are left. */
  Replayed<S> all(Cursor<RecordedEvent> cursor) {
    while (cursor.hasNext()) {
      RecordedEvent event = cursor.next();
      state = evolved(event);
      version = event.version();
      position = event.position();
      last = event;
      events++;
      bytes += event.data().size();
    }
    Duration time = Duration.ofNanos(System.nanoTime() - beganNanos);
    Loaded<S> loaded = new Loaded<>(state, version, position);
    return new Replayed<>(loaded, last, new LoadCost(snapshot, snapshotTime, events, bytes, time));
  }

  private S evolved(RecordedEvent recorded) {
    List<E> decoded = type.codec().decode(recorded);
    try {
      return type.decider().fold(state, decoded);
    } catch (RuntimeException e) {
      throw new EvolveFailedException(recorded, e);
    }
  }
}
