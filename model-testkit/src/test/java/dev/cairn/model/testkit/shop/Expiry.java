package dev.cairn.model.testkit.shop;

import static dev.cairn.model.testkit.shop.Orders.ORDER;
import static dev.cairn.model.testkit.shop.Orders.ORDERS;

import dev.cairn.flow.saga.Reaction;
import dev.cairn.flow.saga.Saga;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.Trigger;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.shop.ExpiryEvent.OrderAwaited;
import dev.cairn.model.testkit.shop.OrderCommand.CancelOrder;
import dev.cairn.model.testkit.shop.OrderEvent.OrderCancelled;
import dev.cairn.model.testkit.shop.OrderEvent.OrderConfirmed;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.model.testkit.shop.OrderEvent.OrderRejected;
import dev.cairn.model.testkit.shop.OrderEvent.OrderTaken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A saga by hand: an order that nobody takes is cancelled. Its state is the order it waits for. */
public final class Expiry implements Saga<OrderEvent, String, ExpiryEvent> {

  /** How long an order waits to be taken. */
  public static final Duration TIME = Duration.ofDays(1);

  /** The saga; an instance for each order. */
  public static final SagaType<OrderEvent, String, ExpiryEvent> EXPIRY =
      SagaType.of("expiry", new Expiry(), JsonCodec.forSealed(ExpiryEvent.class))
          .startedBy(ORDER, (event, order) -> starts(event) ? Optional.of(order) : Optional.empty())
          .hearing(ORDER, (event, order) -> Optional.of(order))
          .sendingTo(ORDERS);

  private Expiry() {}

  private static boolean starts(OrderEvent event) {
    return event instanceof OrderPlaced;
  }

  @Override
  public String initialState() {
    return "";
  }

  @Override
  public Reaction<ExpiryEvent> react(String order, Trigger<OrderEvent> trigger) {
    return switch (trigger) {
      case Trigger.Happened<OrderEvent>(OrderEvent event, Instant at) -> heard(event, at);
      case Trigger.DeadlineDue<OrderEvent> _ ->
          Reaction.<ExpiryEvent>nothing().send("cancel", ORDERS, order, new CancelOrder());
      case Trigger.Accepted<OrderEvent> _, Trigger.Refused<OrderEvent> _ ->
          Reaction.<ExpiryEvent>nothing().completed();
      case Trigger.Retried<OrderEvent> _ -> Reaction.nothing();
    };
  }

  private static Reaction<ExpiryEvent> heard(OrderEvent event, Instant at) {
    return switch (event) {
      case OrderPlaced placed ->
          Reaction.<ExpiryEvent>recording(new OrderAwaited(placed.order()))
              .deadline("expiry", at.plus(TIME));
      case OrderTaken _, OrderConfirmed _, OrderRejected _, OrderCancelled _ ->
          Reaction.<ExpiryEvent>nothing().completed();
    };
  }

  @Override
  public String evolve(String before, ExpiryEvent event) {
    return switch (event) {
      case OrderAwaited(String order) -> order;
    };
  }
}
