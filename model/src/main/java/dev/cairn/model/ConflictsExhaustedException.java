package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;

/**
 * Other writers were faster every time a command was decided, as often as the {@link
 * ConflictPolicy} allows. Nothing was written; the same command may be sent again.
 */
public final class ConflictsExhaustedException extends ModelException {

  private static final long serialVersionUID = 1L;

  private final transient StreamId stream;
  private final transient Version actual;
  private final int attempts;

  /** Names the last conflict and how often the command was decided. */
  public ConflictsExhaustedException(WrongVersionException last, int attempts) {
    super(
        "the command was decided %d times and another writer of stream '%s', now at version %s, was faster each time; nothing was written, send it again"
            .formatted(attempts, last.stream(), last.actual()),
        last);
    this.stream = last.stream();
    this.actual = last.actual();
    this.attempts = attempts;
  }

  /** The stream of the last conflict. */
  public StreamId stream() {
    return stream;
  }

  /** The stream's version at the last conflict. */
  public Version actual() {
    return actual;
  }

  /** How often the command was decided. */
  public int attempts() {
    return attempts;
  }
}
