package dev.cairn.model.internal;

import dev.cairn.EventType;
import java.util.List;

/**
 * A record of events and the names of its stored form.
 *
 * @param record the record
 * @param name the name that is written
 * @param formerly names that are read as well
 * @param schema the version of the schema that is written and read
 * @param <E> the sealed type it belongs to
 */
public record EventClass<E>(
    Class<? extends E> record, EventType name, List<EventType> formerly, int schema) {

  /** Copies the list. */
  public EventClass {
    formerly = List.copyOf(formerly);
  }
}
