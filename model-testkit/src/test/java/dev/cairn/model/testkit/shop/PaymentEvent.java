package dev.cairn.model.testkit.shop;

/** What happened to the payment of an order. */
public sealed interface PaymentEvent extends ShopEvent {

  /** The customer was asked to pay. */
  record PaymentAsked(long cents) implements PaymentEvent {}

  /** The money is here. */
  record PaymentTaken() implements PaymentEvent {}

  /** The customer's bank said no. */
  record PaymentDeclined() implements PaymentEvent {}

  /** The money went back. */
  record PaymentRefunded() implements PaymentEvent {}

  /** The customer need not pay any more. */
  record PaymentWithdrawn() implements PaymentEvent {}

  /** The bank holds back refunds, or does so no more. */
  record RefundsHeld(boolean held) implements PaymentEvent {}
}
