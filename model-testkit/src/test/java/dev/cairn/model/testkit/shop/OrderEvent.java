package dev.cairn.model.testkit.shop;

/** What happened to an order. */
public sealed interface OrderEvent extends ShopEvent {

  /** A customer wants so many of an item for so many cents. */
  record OrderPlaced(String order, String item, int quantity, long cents) implements OrderEvent {}

  /** The shop works on it. */
  record OrderTaken() implements OrderEvent {}

  /** It is paid and reserved. */
  record OrderConfirmed() implements OrderEvent {}

  /** The shop cannot do it. */
  record OrderRejected() implements OrderEvent {}

  /** The customer wants it no more. */
  record OrderCancelled() implements OrderEvent {}
}
