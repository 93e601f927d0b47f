package dev.cairn.model.testkit.shop;

import static dev.cairn.model.testkit.shop.Orders.ORDER;
import static dev.cairn.model.testkit.shop.Orders.ORDERS;
import static dev.cairn.model.testkit.shop.Payments.PAYMENT;
import static dev.cairn.model.testkit.shop.Payments.PAYMENTS;
import static dev.cairn.model.testkit.shop.Stocks.STOCKS;

import dev.cairn.flow.saga.SagaStep;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.StepVerdict;
import dev.cairn.flow.saga.Steps;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.model.JsonStateCodec;
import dev.cairn.model.testkit.shop.OrderCommand.ConfirmOrder;
import dev.cairn.model.testkit.shop.OrderCommand.RejectOrder;
import dev.cairn.model.testkit.shop.OrderCommand.TakeOrder;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.model.testkit.shop.PaymentCommand.AskForPayment;
import dev.cairn.model.testkit.shop.PaymentCommand.UndoPayment;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentAsked;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentDeclined;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentRefunded;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentTaken;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentWithdrawn;
import dev.cairn.model.testkit.shop.PaymentEvent.RefundsHeld;
import dev.cairn.model.testkit.shop.StockCommand.ReleaseStock;
import dev.cairn.model.testkit.shop.StockCommand.ReserveStock;
import java.time.Duration;
import java.util.Optional;

/** The saga of the shop: it takes an order through payment and stock, or undoes what it did. */
public final class Fulfilment {

  /**
   * What it is about.
   *
   * @param id the order
   * @param item what is ordered
   * @param quantity how many
   * @param cents for how much
   */
  public record Order(String id, String item, int quantity, long cents) {}

  /** How long a customer has to pay. */
  public static final Duration PAYMENT_TIME = Duration.ofMinutes(15);

  private static final SagaStep<ShopEvent, Order> TAKE_ORDER =
      SagaStep.<ShopEvent, Order>named("order")
          .sends(ORDERS, Order::id, order -> new TakeOrder())
          .undoneBy(ORDERS, Order::id, order -> new RejectOrder());

  private static final SagaStep<ShopEvent, Order> TAKE_PAYMENT =
      SagaStep.<ShopEvent, Order>named("payment")
          .sends(PAYMENTS, Order::id, order -> new AskForPayment(order.cents()))
          .until(Fulfilment::paid)
          .within(PAYMENT_TIME)
          .undoneBy(PAYMENTS, Order::id, order -> new UndoPayment());

  private static final SagaStep<ShopEvent, Order> RESERVE_STOCK =
      SagaStep.<ShopEvent, Order>named("stock")
          .sends(STOCKS, Order::item, order -> new ReserveStock(order.id(), order.quantity()))
          .undoneBy(STOCKS, Order::item, order -> new ReleaseStock(order.id(), order.quantity()));

  private static final SagaStep<ShopEvent, Order> CONFIRM_ORDER =
      SagaStep.<ShopEvent, Order>named("confirmation")
          .sends(ORDERS, Order::id, order -> new ConfirmOrder());

  /** The saga. */
  public static final SagaType<ShopEvent, StepsState<Order>, StepEvent> FULFILMENT =
      Steps.of(JsonStateCodec.of(Order.class), Fulfilment::placed)
          .then(TAKE_ORDER)
          .then(TAKE_PAYMENT)
          .then(RESERVE_STOCK)
          .then(CONFIRM_ORDER)
          .type("fulfilment")
          .startedBy(ORDER, (event, id) -> placed(event).map(Order::id))
          .hearing(PAYMENT, (event, order) -> ends(event) ? Optional.of(order) : Optional.empty())
          .sendingTo(ORDERS, PAYMENTS, STOCKS);

  private Fulfilment() {}

  private static Optional<Order> placed(ShopEvent event) {
    return event instanceof OrderPlaced(String id, String item, int quantity, long cents)
        ? Optional.of(new Order(id, item, quantity, cents))
        : Optional.empty();
  }

  /** Whether the event ends the wait for a payment. */
  private static boolean ends(PaymentEvent event) {
    return !paid(event).equals(StepVerdict.notYet());
  }

  private static StepVerdict paid(ShopEvent event) {
    return switch (event) {
      case PaymentTaken _ -> StepVerdict.done();
      case PaymentDeclined _ -> StepVerdict.failed("The customer's bank declined.");
      case PaymentAsked _, PaymentRefunded _, PaymentWithdrawn _, RefundsHeld _ ->
          StepVerdict.notYet();
      case OrderEvent _, StockEvent _ -> StepVerdict.notYet();
    };
  }
}
