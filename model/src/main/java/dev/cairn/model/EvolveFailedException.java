package dev.cairn.model;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;

/** A decider's {@code evolve} threw, which it must never do: the aggregate cannot be loaded. */
public final class EvolveFailedException extends ModelException {

  private static final long serialVersionUID = 1L;

  private final transient StreamId stream;
  private final transient Version version;
  private final transient Position position;

  /** Names the event it failed on. */
  public EvolveFailedException(RecordedEvent event, RuntimeException cause) {
    super(
        "evolve failed on %s, version %s of stream '%s', position %s: %s; an event is a fact, so evolve must accept it on any state: correct the decider"
            .formatted(event.type(), event.version(), event.stream(), event.position(), cause),
        cause);
    this.stream = event.stream();
    this.version = event.version();
    this.position = event.position();
  }

  /** The stream of the event. */
  public StreamId stream() {
    return stream;
  }

  /** The version of the event. */
  public Version version() {
    return version;
  }

  /** The position of the event. */
  public Position position() {
    return position;
  }
}
