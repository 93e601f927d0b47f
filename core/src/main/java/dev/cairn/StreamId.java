package dev.cairn;

/**
 * The name of a stream: the events of one aggregate, in order. Written {@code category-key}, for
 * example {@code account-123}; on disk it is the {@code aggregate_id}.
 *
 * <p>Names are 1 to 255 bytes of UTF-8 without control characters and are compared byte for byte;
 * those that begin with {@code $} are Cairn's own.
 *
 * @param value the name
 */
public record StreamId(String value) implements Comparable<StreamId> {

  /** Checks the name. */
  public StreamId {
    Names.checked("stream", value);
  }

  /** Returns the stream of that name. */
  public static StreamId of(String value) {
    return new StreamId(value);
  }

  /**
   * Returns the stream {@code category-key}.
   *
   * @throws InvalidNameException if the category holds a {@code -}, where it would end
   */
  public static StreamId of(String category, String key) {
    if (category.indexOf('-') >= 0) {
      throw new InvalidNameException("category", category, "it holds a '-', which ends a category");
    }
    return new StreamId(category + "-" + key);
  }

  /** The part before the first {@code -}, or all of it where there is none. */
  public String category() {
    int dash = value.indexOf('-');
    return dash < 0 ? value : value.substring(0, dash);
  }

  /** Whether the stream is one of Cairn's own, whose names begin with {@code $}. */
  public boolean isSystem() {
    return value.startsWith("$");
  }

  @Override
  public int compareTo(StreamId other) {
    return Names.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
