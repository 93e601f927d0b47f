package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Fulfilment.FULFILMENT;
import static dev.cairn.model.testkit.shop.Fulfilment.PAYMENT_TIME;
import static dev.cairn.model.testkit.shop.Orders.ORDERS;
import static dev.cairn.model.testkit.shop.Payments.PAYMENTS;
import static dev.cairn.model.testkit.shop.Stocks.STOCKS;
import static dev.cairn.testkit.VirtualClock.DEFAULT_START;

import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.StepEvent;
import dev.cairn.flow.saga.StepEvent.StepDone;
import dev.cairn.flow.saga.StepEvent.StepFailed;
import dev.cairn.flow.saga.StepEvent.StepUndone;
import dev.cairn.flow.saga.StepsState;
import dev.cairn.model.testkit.shop.Fulfilment;
import dev.cairn.model.testkit.shop.OrderCommand.ConfirmOrder;
import dev.cairn.model.testkit.shop.OrderCommand.RejectOrder;
import dev.cairn.model.testkit.shop.OrderCommand.TakeOrder;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.model.testkit.shop.PaymentCommand.AskForPayment;
import dev.cairn.model.testkit.shop.PaymentCommand.UndoPayment;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentDeclined;
import dev.cairn.model.testkit.shop.PaymentEvent.PaymentTaken;
import dev.cairn.model.testkit.shop.ShopEvent;
import dev.cairn.model.testkit.shop.ShopRefusal.LimitExceeded;
import dev.cairn.model.testkit.shop.ShopRefusal.NotNow;
import dev.cairn.model.testkit.shop.ShopRefusal.OutOfStock;
import dev.cairn.model.testkit.shop.ShopRefusal.RefundsBlocked;
import dev.cairn.model.testkit.shop.StockCommand.ReleaseStock;
import dev.cairn.model.testkit.shop.StockCommand.ReserveStock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The saga of the shop, as sentences. */
class FulfilmentTest {

  private static final OrderPlaced PLACED = new OrderPlaced("7", "tea", 2, 900);
  private static final PaymentTaken PAID = new PaymentTaken();

  private final SagaFixture<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> fulfilment =
      SagaFixture.of(FULFILMENT);

  @Test
  void anOrderBeginsIt() {
    fulfilment.when(PLACED).thenSends("order", ORDERS, "7", new TakeOrder());
    fulfilment.when(PAID).thenNothing();
  }

  @Test
  void oneStepFollowsTheOther() {
    fulfilment
        .given(PLACED)
        .whenAccepted("order")
        .thenRemembers(new StepDone("order"))
        .thenSends("payment", PAYMENTS, "7", new AskForPayment(900))
        .thenWaitsUntil("payment", DEFAULT_START.plus(PAYMENT_TIME));
    asked().whenAccepted("payment").thenNothing();
    paying()
        .when(PAID)
        .thenCancels("payment")
        .thenSends("stock", STOCKS, "tea", new ReserveStock("7", 2));
    reserving().whenAccepted("stock").thenSends("confirmation", ORDERS, "7", new ConfirmOrder());
    reserving().givenAccepted("stock").whenAccepted("confirmation").thenCompleted();
  }

  @Test
  void aRefusedFirstStepLeavesNothingToUndo() {
    fulfilment
        .given(PLACED)
        .whenRefused("order", new NotNow("CANCELLED"))
        .thenSendsNothing()
        .thenCompensated();
  }

  @Test
  void aRefusedPaymentUndoesTheOrder() {
    asked()
        .whenRefused("payment", new LimitExceeded(900, 1))
        .thenCancels("payment")
        .thenSends("undo order", ORDERS, "7", new RejectOrder())
        .thenIs(SagaPhase.COMPENSATING);
  }

  @Test
  void aDeclinedPaymentIsNotUndone() {
    paying()
        .when(new PaymentDeclined())
        .thenRemembers(new StepFailed("payment", "The customer's bank declined.", false))
        .thenSends("undo order", ORDERS, "7", new RejectOrder());
  }

  @Test
  void refusedStockUndoesTheLastStepFirst() {
    reserving()
        .whenRefused("stock", new OutOfStock(0, 2))
        .thenSends("undo payment", PAYMENTS, "7", new UndoPayment());
    reserving()
        .givenRefused("stock", new OutOfStock(0, 2))
        .whenAccepted("undo payment")
        .thenRemembers(new StepUndone("payment"))
        .thenSends("undo order", ORDERS, "7", new RejectOrder());
    reserving()
        .givenRefused("stock", new OutOfStock(0, 2))
        .givenAccepted("undo payment")
        .whenAccepted("undo order")
        .thenCompensated();
  }

  @Test
  void aRefusedConfirmationUndoesEverything() {
    reserving()
        .givenAccepted("stock")
        .whenRefused("confirmation", new NotNow("CANCELLED"))
        .thenSends("undo stock", STOCKS, "tea", new ReleaseStock("7", 2));
  }

  @Test
  void aPaymentThatTakesTooLongIsUndoneAsNobodyKnowsHowFarItCame() {
    paying()
        .whenTimePasses(PAYMENT_TIME)
        .thenRemembers(new StepFailed("payment", "it took too long", true))
        .thenSends("undo payment", PAYMENTS, "7", new UndoPayment());
    paying().whenTimePasses(PAYMENT_TIME.minusSeconds(1)).thenNothing();
    paying().givenTimePassed(PAYMENT_TIME).when(PAID).thenNothing();
    reserving().whenTimePasses(Duration.ofDays(1)).thenNothing();
  }

  @Test
  void aRefusedRefundMakesItStuckAndItCanBeTriedAgain() {
    SagaFixture<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> refunding =
        reserving().givenRefused("stock", new OutOfStock(0, 2));
    refunding
        .whenRefused("undo payment", new RefundsBlocked())
        .thenSendsNothing()
        .thenStuck("undo payment: The bank blocks refunds.");
    refunding
        .givenRefused("undo payment", new RefundsBlocked())
        .whenRetried()
        .thenSends("undo payment", PAYMENTS, "7", new UndoPayment())
        .thenIs(SagaPhase.COMPENSATING);
  }

  private SagaFixture<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> asked() {
    return fulfilment.given(PLACED).givenAccepted("order");
  }

  private SagaFixture<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> paying() {
    return asked().givenAccepted("payment");
  }

  private SagaFixture<ShopEvent, StepsState<Fulfilment.Order>, StepEvent> reserving() {
    return paying().given(PAID);
  }
}
