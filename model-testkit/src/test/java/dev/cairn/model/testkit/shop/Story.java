package dev.cairn.model.testkit.shop;

import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.testkit.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What may become of an order. Each can be told from its beginning again after a crash. */
public final class Story {

  /** All goes well. */
  public static final Story COMPLETE =
      new Story(
          "complete",
          SagaPhase.COMPLETED,
          List.of(
              "OrderPlaced OrderTaken OrderConfirmed",
              "PaymentAsked PaymentTaken",
              "StockAdded StockReserved"),
          (shop, clock) -> {
            shop.stocked(2);
            placed(shop, 900);
            shop.paid();
            shop.works();
          });

  /** Nobody may pay that much. */
  public static final Story PAYMENT_REFUSED =
      new Story(
          "payment refused",
          SagaPhase.COMPENSATED,
          List.of("OrderPlaced OrderTaken OrderRejected", "", "StockAdded"),
          (shop, clock) -> {
            shop.stocked(2);
            placed(shop, Payments.CENTS_MAX + 1);
          });

  /** The customer's bank says no. */
  public static final Story PAYMENT_DECLINED =
      new Story(
          "payment declined",
          SagaPhase.COMPENSATED,
          List.of(
              "OrderPlaced OrderTaken OrderRejected", "PaymentAsked PaymentDeclined", "StockAdded"),
          (shop, clock) -> {
            shop.stocked(2);
            placed(shop, 900);
            shop.declined();
            shop.works();
          });

  /** The customer never pays. */
  public static final Story PAYMENT_TOO_LATE =
      new Story(
          "payment too late",
          SagaPhase.COMPENSATED,
          List.of(
              "OrderPlaced OrderTaken OrderRejected",
              "PaymentAsked PaymentWithdrawn",
              "StockAdded"),
          (shop, clock) -> {
            shop.stocked(2);
            placed(shop, 900);
            clock.set(late());
            shop.works();
          });

  /** There is not enough. */
  public static final Story STOCK_REFUSED =
      new Story(
          "stock refused",
          SagaPhase.COMPENSATED,
          List.of(
              "OrderPlaced OrderTaken OrderRejected",
              "PaymentAsked PaymentTaken PaymentRefunded",
              "StockAdded"),
          (shop, clock) -> {
            shop.stocked(1);
            placed(shop, 900);
            shop.paid();
            shop.works();
          });

  /** The customer cancels when nearly all is done. */
  public static final Story CONFIRMATION_REFUSED =
      new Story(
          "confirmation refused",
          SagaPhase.COMPENSATED,
          List.of(
              "OrderPlaced OrderTaken OrderCancelled",
              "PaymentAsked PaymentTaken PaymentRefunded",
              "StockAdded StockReserved StockReleased"),
          (shop, clock) -> {
            shop.stocked(2);
            placed(shop, 900);
            shop.cancelled();
            shop.paid();
            shop.works();
          });

  /** The money cannot go back. */
  public static final Story REFUND_REFUSED =
      new Story(
          "refund refused",
          SagaPhase.STUCK,
          List.of("OrderPlaced OrderTaken", "RefundsHeld PaymentAsked PaymentTaken", ""),
          (shop, clock) -> {
            shop.refundsHeld(true);
            placed(shop, 900);
            shop.paid();
            shop.works();
          });

  /** The money cannot go back at first, and somebody sees to it. */
  public static final Story REFUND_TRIED_AGAIN =
      new Story(
          "refund tried again",
          SagaPhase.COMPENSATED,
          List.of(
              "OrderPlaced OrderTaken OrderRejected",
              "RefundsHeld PaymentAsked PaymentTaken RefundsHeld PaymentRefunded",
              ""),
          (shop, clock) -> {
            shop.refundsHeld(true);
            placed(shop, 900);
            shop.paid();
            shop.works();
            shop.refundsHeld(false);
            shop.retried();
            shop.works();
          });

  private static final List<Story> ALL =
      List.of(
          COMPLETE,
          PAYMENT_REFUSED,
          PAYMENT_DECLINED,
          PAYMENT_TOO_LATE,
          STOCK_REFUSED,
          CONFIRMATION_REFUSED,
          REFUND_REFUSED,
          REFUND_TRIED_AGAIN);

  private final String name;
  private final SagaPhase end;
  private final List<String> history;
  private final BiConsumer<Shop, VirtualClock> script;

  private Story(
      String name, SagaPhase end, List<String> history, BiConsumer<Shop, VirtualClock> script) {
    this.name = name;
    this.end = end;
    this.history = List.copyOf(history);
    this.script = script;
  }

  private static void placed(Shop shop, long cents) {
    shop.placed(cents);
    shop.works();
  }

  private static Instant late() {
    return VirtualClock.DEFAULT_START.plus(Fulfilment.PAYMENT_TIME);
  }

  /** All of them. */
  public static List<Story> all() {
    return ALL;
  }

  /** Tells it to a process, from the beginning; what has happened already happens no more. */
  public void tell(Shop shop, VirtualClock clock) {
    script.accept(shop, clock);
  }

  /** Where the saga must stand at its end. */
  public Optional<SagaPhase> end() {
    return Optional.of(end);
  }

  /** What must have happened, each of it once: to the order, to the payment, to the stock. */
  public List<String> history() {
    return history;
  }

  @Override
  public String toString() {
    return name;
  }
}
