package dev.cairn.witness;

/**
 * A witness has looked at a checkpoint and will not cosign it. Trying again does not help. A 409
 * for a size larger than the log's says that the log has been set back; a 422 that it has forked.
 */
public final class WitnessRefusedException extends WitnessException {

  private static final long serialVersionUID = 1L;

  private final int status;

  WitnessRefusedException(int status, String message) {
    super(message, null);
    this.status = status;
  }

  /** The HTTP status of the answer. */
  public int status() {
    return status;
  }
}
