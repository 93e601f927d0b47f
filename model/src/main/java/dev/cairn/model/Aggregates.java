package dev.cairn.model;

import dev.cairn.AsOf;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of aggregates, of now and of the past, by folding their events: all of them, or,
 * with {@link Snapshots}, those behind the nearest snapshot before. Thread-safe.
 *
 * <p>{@link #load(AggregateType, String)} is where every command begins. With an {@link
 * AggregateCache} it mostly reads nothing.
 */
public final class Aggregates {

  private final EventReader reader;
  private final @Nullable Snapshots snapshots;
  private final @Nullable AggregateCache cache;
  private final Replay replay;

  private Aggregates(
      EventReader reader, @Nullable Snapshots snapshots, @Nullable AggregateCache cache) {
    this.reader = reader;
    this.snapshots = snapshots;
    this.cache = cache;
    this.replay = new Replay(reader, snapshots == null ? null : snapshots.usable());
  }

  /** Returns the aggregates of that store. */
  public static Aggregates of(EventReader reader) {
    return new Aggregates(reader, null, null);
  }

  /** The same, loaded from those snapshots where they fit. */
  public Aggregates withSnapshots(Snapshots newSnapshots) {
    return new Aggregates(reader, newSnapshots, cache);
  }

  /**
   * The same, with the states of now from that cache where it holds them. Its states are brought up
   * to date first, which costs one look at the version of the stream.
   *
   * @throws IllegalArgumentException if the cache serves another store
   */
  public Aggregates withCache(AggregateCache newCache) {
    newCache.serve(reader);
    return new Aggregates(reader, snapshots, newCache);
  }

  /**
   * The state now.
   *
   * @throws UnreadableEventException if an event says nothing that the codec understands
   * @throws EvolveFailedException if the decider's {@code evolve} throws
   */
  public <S, E> Loaded<S> load(AggregateType<?, S, E> type, String id) {
    return now(type, id).loaded();
  }

  /** The state now, and what it took. */
  <S, E> Replayed<S> now(AggregateType<?, S, E> type, String id) {
    StreamId stream = type.stream(id);
    return held(type, stream)
        .flatMap(held -> advanced(type, stream, held))
        .orElseGet(() -> replayed(type, stream));
  }

  /** The state now, whatever the cache holds. */
  <S, E> Replayed<S> replayed(AggregateType<?, S, E> type, StreamId stream) {
    return kept(type, stream, replay.replay(type, ReadRequest.stream(stream)));
  }

  /** A state with what came since; empty if the stream has less than it rests on. */
  private <S, E> Optional<Replayed<S>> advanced(
      AggregateType<?, S, E> type, StreamId stream, Replayed<S> held) {
    Version known = held.loaded().version();
    int order = reader.version(stream).compareTo(known);
    if (order == 0) {
      return Optional.of(held);
    }
    return order > 0
        ? Optional.of(
            kept(
                type, stream, replay.on(type, held, ReadRequest.stream(stream).from(known.next()))))
        : Optional.empty();
  }

  /** The state that the cache holds, which may be old. */
  <S> Optional<Replayed<S>> held(AggregateType<?, S, ?> type, StreamId stream) {
    return cache == null ? Optional.empty() : cache.get(type, stream);
  }

  /** Puts a state into the cache, and returns it. */
  <S> Replayed<S> kept(AggregateType<?, S, ?> type, StreamId stream, Replayed<S> state) {
    if (cache != null) {
      cache.put(type, stream, state);
    }
    return state;
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
