package dev.cairn.flow.saga;

/** Where an instance stands. */
public enum SagaPhase {
  /** On its way. */
  RUNNING,
  /** On its way back: what was done is being undone. */
  COMPENSATING,
  /** It cannot go on; an operator has it tried again. */
  STUCK,
  /** Ended, with everything done. */
  COMPLETED,
  /** Ended, with everything undone that was done. */
  COMPENSATED;

  /** Whether nothing comes after it. */
  public boolean ended() {
    return switch (this) {
      case RUNNING, COMPENSATING, STUCK -> false;
      case COMPLETED, COMPENSATED -> true;
    };
  }
}
