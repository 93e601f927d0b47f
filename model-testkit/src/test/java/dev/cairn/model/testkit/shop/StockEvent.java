package dev.cairn.model.testkit.shop;

/** What happened to the stock of an item. */
public sealed interface StockEvent extends ShopEvent {

  /** More came. */
  record StockAdded(int quantity) implements StockEvent {}

  /** Some are kept for an order. */
  record StockReserved(String order, int quantity) implements StockEvent {}

  /** Some are not kept for an order any more. */
  record StockReleased(String order, int quantity) implements StockEvent {}
}
