package dev.cairn.model.testkit.shop;

/** What can be asked of a payment. */
public sealed interface PaymentCommand {

  /** Ask the customer for the money. */
  record AskForPayment(long cents) implements PaymentCommand {}

  /** The bank tells that the money is here. */
  record ReportTaken() implements PaymentCommand {}

  /** The bank tells that there will be no money. */
  record ReportDeclined() implements PaymentCommand {}

  /** Give the money back, or ask for it no more, whichever it takes. */
  record UndoPayment() implements PaymentCommand {}

  /** The bank holds back refunds, or does so no more. */
  record HoldRefunds(boolean held) implements PaymentCommand {}
}
