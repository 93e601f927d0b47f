package dev.cairn.model.testkit.shop;

import dev.cairn.flow.saga.Receiver;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.shop.StockCommand.AddStock;
import dev.cairn.model.testkit.shop.StockCommand.ReleaseStock;
import dev.cairn.model.testkit.shop.StockCommand.ReserveStock;
import dev.cairn.model.testkit.shop.StockEvent.StockAdded;
import dev.cairn.model.testkit.shop.StockEvent.StockReleased;
import dev.cairn.model.testkit.shop.StockEvent.StockReserved;

/**
 * The rules of the stock of an item; the state is how many are free. It counts and does not
 * remember for whom, so a command that took effect twice would show.
 */
public final class Stocks implements Decider<StockCommand, Integer, StockEvent> {

  /** Stocks as aggregates. */
  public static final AggregateType<StockCommand, Integer, StockEvent> STOCK =
      AggregateType.of("stock", new Stocks(), JsonCodec.forSealed(StockEvent.class));

  /** Stocks as those whom sagas tell. */
  public static final Receiver<StockCommand> STOCKS =
      Receiver.of(STOCK, JsonCodec.forSealed(StockCommand.class));

  private Stocks() {}

  @Override
  public Integer initialState() {
    return 0;
  }

  @Override
  public Decision<StockEvent> decide(StockCommand command, Integer free) {
    return switch (command) {
      case AddStock(int quantity) -> Decision.accepted(new StockAdded(quantity));
      case ReserveStock(String _, int quantity) when quantity > free ->
          Decision.refused(new ShopRefusal.OutOfStock(free, quantity));
      case ReserveStock(String order, int quantity) ->
          Decision.accepted(new StockReserved(order, quantity));
      case ReleaseStock(String order, int quantity) ->
          Decision.accepted(new StockReleased(order, quantity));
    };
  }

  @Override
  public Integer evolve(Integer free, StockEvent event) {
    return switch (event) {
      case StockAdded(int quantity) -> free + quantity;
      case StockReserved(String _, int quantity) -> free - quantity;
      case StockReleased(String _, int quantity) -> free + quantity;
    };
  }
}
