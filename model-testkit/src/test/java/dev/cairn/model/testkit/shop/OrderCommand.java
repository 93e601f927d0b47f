package dev.cairn.model.testkit.shop;

/** What can be asked of an order. */
public sealed interface OrderCommand {

  /** A customer orders. */
  record PlaceOrder(String order, String item, int quantity, long cents) implements OrderCommand {}

  /** The shop begins to work on it. */
  record TakeOrder() implements OrderCommand {}

  /** All is done. */
  record ConfirmOrder() implements OrderCommand {}

  /** The shop cannot do it; what is over already may be rejected again. */
  record RejectOrder() implements OrderCommand {}

  /** The customer wants it no more. */
  record CancelOrder() implements OrderCommand {}
}
