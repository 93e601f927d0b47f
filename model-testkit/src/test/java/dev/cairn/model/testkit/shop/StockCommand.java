package dev.cairn.model.testkit.shop;

/** What can be asked of the stock of an item. */
public sealed interface StockCommand {

  /** More came. */
  record AddStock(int quantity) implements StockCommand {}

  /** Keep some for an order. */
  record ReserveStock(String order, int quantity) implements StockCommand {}

  /** Keep them no more. */
  record ReleaseStock(String order, int quantity) implements StockCommand {}
}
