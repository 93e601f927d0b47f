package dev.cairn.flow;

import dev.cairn.Position;

/** A position was waited for that a projection will not reach, because it is not running. */
public final class ProjectionStoppedException extends FlowException {

  private static final long serialVersionUID = 1L;

  private final String projection;
  private final transient Position awaited;

  /** Names the projection and the position. */
  public ProjectionStoppedException(String projection, Position awaited) {
    super(
        "projection '%s' is stopped and will not reach position %s; start it"
            .formatted(projection, awaited),
        null);
    this.projection = projection;
    this.awaited = awaited;
  }

  /** The projection's name. */
  public String projection() {
    return projection;
  }

  /** The position that was waited for. */
  public Position awaited() {
    return awaited;
  }
}
