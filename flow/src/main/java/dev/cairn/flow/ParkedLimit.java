package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which events are parked in all lanes of a running processor, and that they do not become more
 * than {@link ParkedEvent#COUNT_MAX}: all are kept in memory. Thread-safe.
 */
final class ParkedLimit {

  private final String processor;
  private final Set<Position> parked;

  ParkedLimit(String processor, Collection<Position> parked) {
    this.processor = processor;
    this.parked = new HashSet<>(parked);
  }

  /**
   * Another event is about to be parked.
   *
   * @param error what it failed at
   * @param instead parked events that are done with as this one is parked; where there are any, or
   *     where it is parked already, there is room for it
   * @throws TooManyParkedException if there is no room
   */
  synchronized void park(RecordedEvent event, String error, List<Position> instead) {
    Position position = event.position();
    if (instead.isEmpty() && !parked.contains(position) && isReached(parked.size())) {
      throw new TooManyParkedException(processor, event, error);
    }
    instead.forEach(parked::remove);
    parked.add(position);
  }

  /** A parked event is done with. */
  synchronized void handled(Position position) {
    parked.remove(position);
  }

  /** Whether so many are as many as there may be. */
  static boolean isReached(int count) {
    return count >= ParkedEvent.COUNT_MAX;
  }
}
