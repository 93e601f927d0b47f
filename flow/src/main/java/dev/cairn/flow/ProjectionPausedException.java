package dev.cairn.flow;

import dev.cairn.Position;

/** A projection was to be brought level that an operator has let rest. */
public final class ProjectionPausedException extends FlowException {

  private static final long serialVersionUID = 1L;

  private final String projection;
  private final String reason;

  /** Names the projection, the operator's reason, and how far its view is. */
  public ProjectionPausedException(String projection, String reason, Position applied) {
    super(
        "projection '%s' is paused (%s), its view stands at position %s; let it go on with 'ledger processors resume %s'"
            .formatted(projection, reason, applied, projection),
        null);
    this.projection = projection;
    this.reason = reason;
  }

  /** The projection's name. */
  public String projection() {
    return projection;
  }

  /** Why it rests. */
  public String reason() {
    return reason;
  }
}
