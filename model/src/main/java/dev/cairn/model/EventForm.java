package dev.cairn.model;

import dev.cairn.EventType;
import java.util.Comparator;

/**
 * The form of a stored event: its name and the version of the schema that its data follow. Written
 * {@code FundsDeposited schema 1}.
 *
 * @param type the name
 * @param schema the version, from 1
 */
public record EventForm(EventType type, int schema) implements Comparable<EventForm> {

  private static final Comparator<EventForm> ORDER =
      Comparator.comparing(EventForm::type).thenComparingInt(EventForm::schema);

  /** Checks the version. */
  public EventForm {
    if (schema < 1) {
      throw new IllegalArgumentException(
          "a schema version is 1 or greater, not %d (%s)".formatted(schema, type));
    }
  }

  /** Returns the form of that name and version. */
  public static EventForm of(String type, int schema) {
    return new EventForm(EventType.of(type), schema);
  }

  /** Returns the form of a stored event. */
  public static EventForm of(EncodedEvent event) {
    return new EventForm(event.type(), event.schema());
  }

  @Override
  public int compareTo(EventForm other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s schema %d".formatted(type, schema);
  }
}
