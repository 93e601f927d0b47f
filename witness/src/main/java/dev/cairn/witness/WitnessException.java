package dev.cairn.witness;

import org.jspecify.annotations.Nullable;

/** A witness has not cosigned. */
public abstract sealed class WitnessException extends RuntimeException
    permits WitnessRefusedException, WitnessUnavailableException {

  private static final long serialVersionUID = 1L;

  WitnessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
