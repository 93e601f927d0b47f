package dev.cairn.witness;

import org.jspecify.annotations.Nullable;

/** A witness could not be asked, or gave no usable answer. It may do so later. */
public final class WitnessUnavailableException extends WitnessException {

  private static final long serialVersionUID = 1L;

  WitnessUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
