package dev.cairn.witness;

/** A witness has looked at a checkpoint and will not cosign it. Trying again does not help. */
public final class WitnessRefusedException extends WitnessException {

  private static final long serialVersionUID = 1L;

  /** Why it will not. */
  public enum Reason {
    /** It has cosigned a larger tree of this log: the log was set back. */
    SET_BACK,
    /** It has cosigned a tree of this log that this one does not extend: the log has forked. */
    FORKED,
    /** It takes no such request; most of all, it does not know this log, or not this key of it. */
    NOT_ACCEPTED
  }

  private final int status;
  private final Reason reason;

  WitnessRefusedException(int status, Reason reason, String message) {
    super(message, null);
    this.status = status;
    this.reason = reason;
  }

  /** Why it will not. */
  public Reason reason() {
    return reason;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }
}
