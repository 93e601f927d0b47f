package dev.cairn.model;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.RecordedEvent;

/**
 * An event in the form a store keeps: what it is called, which schema its data follow, the data.
 *
 * @param type its name
 * @param schema the version of the schema, from 1
 * @param data what happened in detail
 */
public record EncodedEvent(EventType type, int schema, Payload data) {

  /** Returns that part of a recorded event. */
  public static EncodedEvent of(RecordedEvent event) {
    return new EncodedEvent(event.type(), event.schema(), event.data());
  }
}
