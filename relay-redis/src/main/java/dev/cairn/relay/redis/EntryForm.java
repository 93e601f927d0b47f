package dev.cairn.relay.redis;

/** How a message stands in an entry of a stream. */
public enum EntryForm {
  /** Each attribute of the cloud event is a field, and its data are the field {@code data}. */
  BINARY,
  /** The whole cloud event is one JSON text in the field {@code event}. */
  STRUCTURED
}
