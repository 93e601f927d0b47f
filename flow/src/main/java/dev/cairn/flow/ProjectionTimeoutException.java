package dev.cairn.flow;

import dev.cairn.Position;
import java.time.Duration;

/** A projection did not reach a position in time. It is running and may reach it later. */
public final class ProjectionTimeoutException extends FlowException {

  private static final long serialVersionUID = 1L;

  private final String projection;
  private final transient Position awaited;
  private final transient Position applied;

  /** Names the projection, the position waited for and the one that was reached. */
  public ProjectionTimeoutException(
      String projection, Position awaited, Position applied, Duration waited) {
    super(
        "projection '%s' did not reach position %s within %d ms, it is at %s; wait longer or look at its lag"
            .formatted(projection, awaited, waited.toMillis(), applied),
        null);
    this.projection = projection;
    this.awaited = awaited;
    this.applied = applied;
  }

  /** The projection's name. */
  public String projection() {
    return projection;
  }

  /** The position that was waited for. */
  public Position awaited() {
    return awaited;
  }

  /** The position that was reached. */
  public Position applied() {
    return applied;
  }
}
