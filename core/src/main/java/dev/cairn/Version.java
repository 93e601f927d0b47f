package dev.cairn;

/**
 * The number of an event within its stream: 1, 2, 3, … without gaps. {@link #NONE} (0) is the
 * version of a stream without events.
 *
 * @param number zero or greater
 */
public record Version(long number) implements Comparable<Version> {

  /** The version of a stream that has no events. */
  public static final Version NONE = new Version(0);

  /** The version of a stream's first event. */
  public static final Version FIRST = new Version(1);

  /** Beyond every version there will be: the open end of a range. */
  public static final Version LATEST = new Version(Long.MAX_VALUE);

  /** Checks that the number is not negative. */
  public Version {
    if (number < 0) {
      throw new IllegalArgumentException("a version is 0 or greater, not " + number);
    }
  }

  /** Returns the version of that number. */
  public static Version of(long number) {
    return new Version(number);
  }

  /** The version that follows this one. */
  public Version next() {
    return new Version(Math.addExact(number, 1));
  }

  /** The version {@code count} events later. */
  public Version plus(long count) {
    return new Version(Math.addExact(number, count));
  }

  @Override
  public int compareTo(Version other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
