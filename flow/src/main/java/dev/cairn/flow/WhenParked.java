package dev.cairn.flow;

/**
 * What becomes of the later events of a key while an earlier one of it is parked. It cannot be
 * changed while something is parked.
 */
public enum WhenParked {
  /**
   * They wait behind it, and are handled in order, for the order that the operator gave about the
   * parked one. Nothing is written for each of them.
   */
  HOLD,
  /** Each is parked too, for an operator to decide about it. */
  PARK,
  /** They are handled; their order does not matter. */
  GO_ON
}
