package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a lane knows of single events and keys, and what it does with an event because of that. Used
 * by the thread of the lane.
 */
final class LaneMemory {

  /** What is to be done with an event. */
  enum Verdict {
    /** It is handed to the handler. */
    DELIVER,
    /** Nothing: it was handled, is parked, skipped, or waits behind one that is parked. */
    PASS,
    /** It is parked behind one of its key. */
    PARK
  }

  private final WhenParked whenParked;
  private final Set<Position> ahead;
  private final Set<Position> parked = new HashSet<>();

  /** How many events of a key are parked. */
  private final Map<String, Integer> parkedOfKey = new HashMap<>();

  /** Keys whose later events do not go on. */
  private final Set<String> held = new HashSet<>();

  /** Up to where the events of a key were handled when it was let go, beyond what passed. */
  private final Map<String, Position> released = new HashMap<>();

  /** The last event that came by; those of held keys up to there wait to be read again. */
  private Position passed;

  /**
   * Begins behind a position.
   *
   * @param from all up to here has come by
   * @param ahead what is settled behind that
   */
  LaneMemory(WhenParked whenParked, Position from, Set<Position> ahead) {
    this.whenParked = whenParked;
    this.passed = from;
    this.ahead = new HashSet<>(ahead);
  }

  /** An event is parked. */
  void park(Position position, String key) {
    if (parked.add(position)) {
      parkedOfKey.merge(key, 1, Integer::sum);
    }
    holdBehindFirst(key);
  }

  /** A parked event is done with; the next one of its key that is parked, if any, holds it now. */
  void unpark(Position position, String key) {
    if (parked.remove(position)) {
      parkedOfKey.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    }
    held.remove(key);
    holdBehindFirst(key);
  }

  private void holdBehindFirst(String key) {
    if (whenParked != WhenParked.GO_ON && parkedOfKey.containsKey(key)) {
      held.add(key);
    }
  }

  /** The events of a key were handled up to a position. */
  void release(String key, Position upTo) {
    if (upTo.isAfter(passed)) {
      released.put(key, upTo);
    }
  }

  /** What is to be done with the next event. */
  Verdict judge(RecordedEvent event, String key, boolean isSkipped) {
    Position position = event.position();
    passed = position.isAfter(passed) ? position : passed;
    boolean wasAhead = ahead.remove(position);
    boolean wasReleased = isReleased(key, position);
    if (wasAhead || wasReleased || isSkipped || parked.contains(position)) {
      return Verdict.PASS;
    }
    if (!held.contains(key)) {
      return Verdict.DELIVER;
    }
    return whenParked == WhenParked.PARK ? Verdict.PARK : Verdict.PASS;
  }

  private boolean isReleased(String key, Position position) {
    Position upTo = released.get(key);
    if (upTo != null && position.isAfter(upTo)) {
      released.remove(key);
      return false;
    }
    return upTo != null;
  }

  /** Up to where events have come by, or were settled before. */
  Position reached() {
    return ahead.stream().reduce(passed, (most, more) -> more.isAfter(most) ? more : most);
  }

  /** How many keys wait. */
  int heldKeys() {
    return held.size();
  }
}
