package dev.cairn.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cairn.EventReader;
import dev.cairn.StreamId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The states of the aggregates that were used last, up to a weight. It saves reading and never
 * decides: whoever acts on a state from here has its version checked by the append, so one that is
 * old costs a second attempt. It serves one open store, as states of another would bear the same
 * versions. States must be immutable, as a {@link Decider}'s are. Thread-safe.
 */
public final class AggregateCache {

  /** How heavy a state is. Asked for each new state, so it should be quick. */
  @FunctionalInterface
  public interface Weigher {

    /** The weight of a state of that aggregate, in the unit of the cache's bound; 0 or greater. */
    int weight(StreamId aggregate, Object state);
  }

  /**
   * Figures since the cache was made.
   *
   * @param hits how often a state was found
   * @param misses how often it was not
   * @param evictions states that were dropped to make room
   * @param states states held now, about
   * @param weight their weight, about
   */
  public record Stats(long hits, long misses, long evictions, long states, long weight) {

    /** The share of hits, from 0 to 1; 1 where nobody asked. */
    public double hitRate() {
      return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
    }
  }

  private record Entry(AggregateType<?, ?, ?> type, Replayed<?> state) {

    Entry newer(Entry other) {
      boolean same = type.equals(other.type());
      return same && state.loaded().version().compareTo(other.state().loaded().version()) > 0
          ? this
          : other;
    }
  }

  private final Cache<StreamId, Entry> entries;
  private final AtomicReference<@Nullable EventReader> store = new AtomicReference<>();

  private AggregateCache(long weightMax, Weigher weigher) {
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(weightMax)
            .<StreamId, Entry>weigher(
                (stream, entry) -> weigher.weight(stream, entry.state().loaded().state()))
            .recordStats()
            .build();
  }

  /** A cache of that many states at most, whatever their size. */
  public static AggregateCache ofStates(long statesMax) {
    return ofWeight(statesMax, (_, _) -> 1);
  }

  /** A cache of states that weigh so much together at most; a heavier one is not kept. */
  public static AggregateCache ofWeight(long weightMax, Weigher weigher) {
    if (weightMax < 1) {
      throw new IllegalArgumentException(
          "a cache holds a weight of 1 or more, not %d".formatted(weightMax));
    }
    return new AggregateCache(weightMax, weigher);
  }

  /** Figures since it was made. */
  public Stats stats() {
    entries.cleanUp();
    var counted = entries.stats();
    long weight =
        entries.policy().eviction().stream()
            .mapToLong(bound -> bound.weightedSize().orElse(0))
            .sum();
    return new Stats(
        counted.hitCount(),
        counted.missCount(),
        counted.evictionCount(),
        entries.estimatedSize(),
        weight);
  }

  /** Drops all states. */
  public void clear() {
    entries.invalidateAll();
  }

  /**
   * Ties it to a store.
   *
   * @throws IllegalArgumentException if it serves another one
   */
  void serve(EventReader reader) {
    if (!store.compareAndSet(null, reader) && !reader.equals(store.get())) {
      throw new IllegalArgumentException(
          "a cache serves one open store; make another one for the store %s"
              .formatted(reader.id()));
    }
  }

  /** The state that is held of an aggregate, if any; it may be old. */
  @SuppressWarnings("unchecked") // The type is the one that the state was put under.
  <S> Optional<Replayed<S>> get(AggregateType<?, S, ?> type, StreamId stream) {
    Entry entry = entries.getIfPresent(stream);
    return entry != null && entry.type().equals(type)
        ? Optional.of((Replayed<S>) entry.state())
        : Optional.empty();
  }

  /** Holds a state unless a newer one is held. */
  <S> void put(AggregateType<?, S, ?> type, StreamId stream, Replayed<S> state) {
    var _ = entries.asMap().merge(stream, new Entry(type, state.alone()), Entry::newer);
  }
}
