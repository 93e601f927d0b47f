package dev.cairn;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  /** Digits alone: a sign or the digits of another script, which the JDK reads, are refused. */
  private static final Pattern TEXT =
      Pattern.compile("(?:(?<partition>[0-9]+):)?(?<sequence>[0-9]+)(?:\\.(?<child>[0-9]+))?");

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
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw unreadable(text, null);
    }
    try {
      return new Position(
          Integer.parseInt(Objects.requireNonNullElse(parts.group("partition"), "0")),
          Long.parseLong(parts.group("sequence")),
          Integer.parseInt(Objects.requireNonNullElse(parts.group("child"), "0")));
    } catch (NumberFormatException tooLarge) {
      throw unreadable(text, tooLarge);
    }
  }

  private static IllegalArgumentException unreadable(
      String text, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "'%s' is not a position; one looks like 42".formatted(text), cause);
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
