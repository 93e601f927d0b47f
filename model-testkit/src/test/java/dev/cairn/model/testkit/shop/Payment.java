package dev.cairn.model.testkit.shop;

/**
 * A payment.
 *
 * @param phase how far it is
 * @param refundsHeld whether the bank holds back refunds
 */
public record Payment(Phase phase, boolean refundsHeld) {

  /** How far a payment is. */
  public enum Phase {
    /** There is none. */
    NONE,
    /** The customer was asked. */
    ASKED,
    /** The money is here. */
    TAKEN,
    /** There will be no money. */
    OVER
  }

  Payment at(Phase newPhase) {
    return new Payment(newPhase, refundsHeld);
  }
}
