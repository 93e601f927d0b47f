package dev.cairn;

/**
 * The name of a kind of event, in the past tense: {@code FundsDeposited}.
 *
 * @param value 1 to 255 bytes of UTF-8 without control characters
 */
public record EventType(String value) implements Comparable<EventType> {

  /** Checks the name. */
  public EventType {
    Names.checked("type", value);
  }

  /** Returns the type of that name. */
  public static EventType of(String value) {
    return new EventType(value);
  }

  @Override
  public int compareTo(EventType other) {
    return Names.compare(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
