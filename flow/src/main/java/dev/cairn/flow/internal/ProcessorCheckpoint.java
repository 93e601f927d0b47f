package dev.cairn.flow.internal;

import dev.cairn.Position;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a processor is.
 *
 * @param at the store and the position up to which everything is settled
 * @param ahead positions behind it that are settled too, in order
 * @param attempts how often events behind it were tried in vain, by position
 * @param resend the id of the order to begin again that is being obeyed; null where there is none
 * @param resendUpTo everything up to here is handled for that order
 * @param epoch of the lease that it was saved under
 */
public record ProcessorCheckpoint(
    Checkpoint at,
    List<Position> ahead,
    SortedMap<Position, Integer> attempts,
    @Nullable UUID resend,
    Position resendUpTo,
    long epoch) {

  /** Copies the collections. */
  public ProcessorCheckpoint {
    ahead = List.copyOf(ahead);
    attempts = new TreeMap<>(attempts);
  }

  /** At a place where nothing behind it was touched. */
  public static ProcessorCheckpoint of(Checkpoint at) {
    return new ProcessorCheckpoint(at, List.of(), new TreeMap<>(Map.of()), null, Position.START, 0);
  }
}
