package dev.cairn;

import java.util.Comparator;

/**
 * A place in the order of all events. Outside a store it is opaque: compare positions, keep them,
 * hand them back, but do no arithmetic on them. Only positions of one partition say anything about
 * the order of their events.
 *
 * <p>The embedded log has one partition (0) and counts its events 1, 2, 3, … without gaps. {@code
 * child} tells apart the events that one stored event was split into when it was read; a stored
 * event's own position has child 0.
 *
 * @param partition the totally ordered log this is a place in; 0 or greater
 * @param sequence the place of the stored event; 0 is before every event
 * @param child the place among the events read from one stored event; 0 or greater
 */
public record Position(int partition, long sequence, int child) implements Comparable<Position> {

  /** Before every event of partition 0. */
  public static final Position START = new Position(0, 0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::partition)
          .thenComparingLong(Position::sequence)
          .thenComparingInt(Position::child);

  /** Checks that no part is negative. */
  public Position {
    if (partition < 0 || sequence < 0 || child < 0) {
      throw new IllegalArgumentException(
          "a position has no negative part: %d:%d.%d".formatted(partition, sequence, child));
    }
  }

  /** Returns a stored event's place in partition 0. */
  public static Position of(long sequence) {
    return new Position(0, sequence, 0);
  }

  /**
   * Reads what {@link #toString} wrote: {@code 42}, {@code 42.3} or {@code 1:42.3}.
   *
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static Position parse(String text) {
    try {
      int colon = text.indexOf(':');
      int dot = text.indexOf('.');
      int partition = colon < 0 ? 0 : Integer.parseInt(text.substring(0, colon));
      int child = dot < 0 ? 0 : Integer.parseInt(text.substring(dot + 1));
      String sequence = text.substring(colon + 1, dot < 0 ? text.length() : dot);
      return new Position(partition, Long.parseLong(sequence), child);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "'%s' is not a position; one looks like 42".formatted(text), e);
    }
  }

  /** Whether this place comes after the other in the order of all events. */
  public boolean isAfter(Position other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String place = child == 0 ? Long.toString(sequence) : sequence + "." + child;
    return partition == 0 ? place : partition + ":" + place;
  }
}
