package dev.cairn.model;

import dev.cairn.AsOf;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.Version;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of aggregates, of now and of the past, by folding their events: all of them, or,
 * with {@link Snapshots}, those behind the nearest snapshot before. Thread-safe.
 *
 * <p>{@link #load(AggregateType, String)} is where every command begins, so it is the one place for
 * a shorter way to the same state.
 */
public final class Aggregates {

  private final EventReader reader;
  private final @Nullable Snapshots snapshots;
  private final Replay replay;

  private Aggregates(EventReader reader, @Nullable Snapshots snapshots) {
    this.reader = reader;
    this.snapshots = snapshots;
    this.replay = new Replay(reader, snapshots == null ? null : snapshots.usable());
  }

  /** Returns the aggregates of that store. */
  public static Aggregates of(EventReader reader) {
    return new Aggregates(reader, null);
  }

  /** The same, loaded from those snapshots where they fit. */
  public Aggregates withSnapshots(Snapshots newSnapshots) {
    return new Aggregates(reader, newSnapshots);
  }

  /**
   * The state now.
   *
   * @throws UnreadableEventException if an event says nothing that the codec understands
   * @throws EvolveFailedException if the decider's {@code evolve} throws
   */
  public <S, E> Loaded<S> load(AggregateType<?, S, E> type, String id) {
    return replayed(type, id).loaded();
  }

  /** The state now, and what it took. */
  <S, E> Replayed<S> replayed(AggregateType<?, S, E> type, String id) {
    return replay.replay(type, ReadRequest.stream(type.stream(id)));
  }

  /** The state as it was at that moment; throws as {@link #load} does. */
  public <S, E> Loaded<S> loadAsOf(AggregateType<?, S, E> type, String id, AsOf moment) {
    return replay.replay(type, ReadRequest.stream(type.stream(id)).asOf(moment)).loaded();
  }

  /**
   * The state after the event of that version, or after the last one where the aggregate is not
   * that far; throws as {@link #load} does.
   */
  public <S, E> Loaded<S> loadAsOf(AggregateType<?, S, E> type, String id, Version version) {
    return replay.replay(type, ReadRequest.stream(type.stream(id)).to(version)).loaded();
  }

  /** Told after an append that was accepted, so that a snapshot is taken where one is due. */
  void appended(Step<?, ?, ?> step, Replayed<?> seen, Version after) {
    if (snapshots != null) {
      snapshots.appended(step.type(), step.stream(), seen, after);
    }
  }
}
