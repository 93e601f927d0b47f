package dev.cairn;

/**
 * A label of an event for queries across streams, by custom {@code key:value}: {@code customer:7}.
 *
 * @param value 1 to 255 bytes of UTF-8 without control characters
 */
public record Tag(String value) implements Comparable<Tag> {

  /** Checks the label. */
  public Tag {
    Names.checked("tag", value);
  }

  /** Returns the tag of that text. */
  public static Tag of(String value) {
    return new Tag(value);
  }

  @Override
  public int compareTo(Tag other) {
    return Names.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
