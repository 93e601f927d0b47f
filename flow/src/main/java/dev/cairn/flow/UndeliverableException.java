package dev.cairn.flow;

import org.jspecify.annotations.Nullable;

/** A message that a bus will never take: it is too large, or cannot be written as one. */
public final class UndeliverableException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the message. */
  public UndeliverableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
