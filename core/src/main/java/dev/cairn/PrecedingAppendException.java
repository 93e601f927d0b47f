package dev.cairn;

/**
 * An append was to take effect only after others, and one of those took none: it was refused, or
 * repeated a request. See {@link EventStore#begin}.
 */
public final class PrecedingAppendException extends AppendRefusedException {

  private static final long serialVersionUID = 1L;

  /** Says what to do. */
  public PrecedingAppendException() {
    super("an append that this one follows took no effect; read again and decide anew");
  }
}
