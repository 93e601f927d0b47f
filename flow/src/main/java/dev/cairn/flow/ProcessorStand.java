package dev.cairn.flow;

import dev.cairn.Position;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a processor was when it saved its checkpoint last.
 *
 * @param position everything up to and including this position is handled, parked or skipped
 * @param ahead positions behind it that are too, in order
 * @param attempts how often events behind it were tried in vain, by position
 * @param epoch how often its lease had changed hands
 */
public record ProcessorStand(
    Position position, List<Position> ahead, SortedMap<Position, Integer> attempts, long epoch) {

  /** Copies the collections. */
  public ProcessorStand {
    ahead = List.copyOf(ahead);
    attempts = new TreeMap<>(Map.copyOf(attempts));
  }
}
