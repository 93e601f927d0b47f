package dev.cairn.flow.internal;

import dev.cairn.RecordedEvent;
import dev.cairn.flow.FailurePlace;
import java.util.Objects;

/** Carries the error of a projection's code and the event it was thrown for. */
public final class PlacedFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient FailurePlace place;

  /** Names the event. */
  public PlacedFailure(RecordedEvent event, Throwable cause) {
    super(cause);
    this.place = FailurePlace.at(event);
  }

  /** Where it happened. */
  public FailurePlace place() {
    return place;
  }

  /** What the projection's code threw. */
  public Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
