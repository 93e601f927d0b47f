package dev.cairn.flow;

/**
 * What a handler had handled before is lost at its destination. The processor asks {@link
 * LaneHandler#handledUpTo} again and goes on from there.
 */
public final class HandledLostException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is lost. */
  public HandledLostException(String message) {
    super(message);
  }
}
