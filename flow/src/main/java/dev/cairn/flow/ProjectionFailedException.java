package dev.cairn.flow;

/**
 * A projection stopped by itself; the cause says why. Its rows and its checkpoint stand where they
 * stood before the batch it failed in.
 */
public final class ProjectionFailedException extends FlowException {

  private static final long serialVersionUID = 1L;

  private final String projection;
  private final transient FailurePlace place;

  /** Names the projection, the place in the log and the cause. */
  public ProjectionFailedException(String projection, FailurePlace place, Throwable cause) {
    super(message("projection", projection, place, cause), cause);
    this.projection = projection;
    this.place = place;
  }

  static String message(String kind, String name, FailurePlace place, Throwable cause) {
    String reason = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return "%s '%s' failed %s: %s".formatted(kind, name, place, reason);
  }

  /** The projection's name. */
  public String projection() {
    return projection;
  }

  /** Where in the log it failed. */
  public FailurePlace place() {
    return place;
  }
}
