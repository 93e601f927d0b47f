package dev.cairn.relay.nats;

/** How a cloud event is written into a NATS message. */
public enum NatsContent {

  /**
   * Attributes in headers that begin with {@code ce-}, the event's data as they are in the body.
   */
  BINARY,

  /** The whole event as one JSON text in the body, for those who cannot read headers. */
  STRUCTURED
}
