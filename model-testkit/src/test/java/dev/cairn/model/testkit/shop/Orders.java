package dev.cairn.model.testkit.shop;

import static dev.cairn.model.testkit.shop.OrderState.CANCELLED;
import static dev.cairn.model.testkit.shop.OrderState.CONFIRMED;
import static dev.cairn.model.testkit.shop.OrderState.NONE;
import static dev.cairn.model.testkit.shop.OrderState.PLACED;
import static dev.cairn.model.testkit.shop.OrderState.REJECTED;
import static dev.cairn.model.testkit.shop.OrderState.TAKEN;

import dev.cairn.flow.saga.Receiver;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.shop.OrderCommand.CancelOrder;
import dev.cairn.model.testkit.shop.OrderCommand.ConfirmOrder;
import dev.cairn.model.testkit.shop.OrderCommand.PlaceOrder;
import dev.cairn.model.testkit.shop.OrderCommand.RejectOrder;
import dev.cairn.model.testkit.shop.OrderCommand.TakeOrder;
import dev.cairn.model.testkit.shop.OrderEvent.OrderCancelled;
import dev.cairn.model.testkit.shop.OrderEvent.OrderConfirmed;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.model.testkit.shop.OrderEvent.OrderRejected;
import dev.cairn.model.testkit.shop.OrderEvent.OrderTaken;
import java.util.Set;

/** The rules of an order. */
public final class Orders implements Decider<OrderCommand, OrderState, OrderEvent> {

  /** Orders as aggregates. */
  public static final AggregateType<OrderCommand, OrderState, OrderEvent> ORDER =
      AggregateType.of("order", new Orders(), JsonCodec.forSealed(OrderEvent.class));

  /** Orders as those whom sagas tell. */
  public static final Receiver<OrderCommand> ORDERS =
      Receiver.of(ORDER, JsonCodec.forSealed(OrderCommand.class));

  private Orders() {}

  @Override
  public OrderState initialState() {
    return NONE;
  }

  @Override
  public Decision<OrderEvent> decide(OrderCommand command, OrderState state) {
    return switch (command) {
      case PlaceOrder(String order, String item, int quantity, long cents) ->
          in(Set.of(NONE), state, new OrderPlaced(order, item, quantity, cents));
      case TakeOrder() -> in(Set.of(PLACED), state, new OrderTaken());
      case ConfirmOrder() -> in(Set.of(TAKEN), state, new OrderConfirmed());
      case RejectOrder() when state == CANCELLED -> Decision.nothing();
      case RejectOrder() -> in(Set.of(PLACED, TAKEN), state, new OrderRejected());
      case CancelOrder() -> in(Set.of(PLACED, TAKEN), state, new OrderCancelled());
    };
  }

  private static Decision<OrderEvent> in(
      Set<OrderState> allowed, OrderState state, OrderEvent event) {
    return allowed.contains(state)
        ? Decision.accepted(event)
        : Decision.refused(new ShopRefusal.NotNow(state.name()));
  }

  @Override
  public OrderState evolve(OrderState state, OrderEvent event) {
    return switch (event) {
      case OrderPlaced _ -> PLACED;
      case OrderTaken() -> TAKEN;
      case OrderConfirmed() -> CONFIRMED;
      case OrderRejected() -> REJECTED;
      case OrderCancelled() -> CANCELLED;
    };
  }
}
