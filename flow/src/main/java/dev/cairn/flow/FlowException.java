package dev.cairn.flow;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/** The root of the errors of views and of the projections that keep them. */
public abstract sealed class FlowException extends ModuleException
    permits CheckpointLostException,
        DestinationAheadException,
        LeaseLostException,
        OrderRefusedException,
        ProjectionFailedException,
        ProjectionPausedException,
        ProjectionStoppedException,
        ProjectionTimeoutException,
        TooManyParkedException,
        ViewUnusableException {

  private static final long serialVersionUID = 1L;

  FlowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
