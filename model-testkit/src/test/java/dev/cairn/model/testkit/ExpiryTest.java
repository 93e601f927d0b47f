package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Expiry.EXPIRY;
import static dev.cairn.model.testkit.shop.Orders.ORDERS;
import static dev.cairn.testkit.VirtualClock.DEFAULT_START;

import dev.cairn.model.testkit.shop.Expiry;
import dev.cairn.model.testkit.shop.ExpiryEvent;
import dev.cairn.model.testkit.shop.ExpiryEvent.OrderAwaited;
import dev.cairn.model.testkit.shop.OrderCommand.CancelOrder;
import dev.cairn.model.testkit.shop.OrderEvent;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.model.testkit.shop.OrderEvent.OrderTaken;
import dev.cairn.model.testkit.shop.ShopRefusal.NotNow;
import org.junit.jupiter.api.Test;

/** A saga that is written by hand, as sentences. */
class ExpiryTest {

  private static final OrderPlaced PLACED = new OrderPlaced("7", "tea", 2, 900);

  private final SagaFixture<OrderEvent, String, ExpiryEvent> expiry = SagaFixture.of(EXPIRY);

  @Test
  void anOrderThatNobodyTakesIsCancelled() {
    expiry
        .when(PLACED)
        .thenRemembers(new OrderAwaited("7"))
        .thenWaitsUntil("expiry", DEFAULT_START.plus(Expiry.TIME))
        .thenState("7");
    expiry
        .remembering(new OrderAwaited("8"))
        .given(PLACED)
        .whenTimePasses(Expiry.TIME)
        .thenSends("cancel", ORDERS, "7", new CancelOrder());
    expiry.given(PLACED).givenTimePassed(Expiry.TIME).whenAccepted("cancel").thenCompleted();
  }

  @Test
  void anOrderThatIsTakenIsNot() {
    expiry.given(PLACED).when(new OrderTaken()).thenSendsNothing().thenCompleted();
    expiry.given(PLACED, new OrderTaken()).whenTimePasses(Expiry.TIME).thenNothing();
  }

  @Test
  void whoeverTakesItAtTheLastMomentWins() {
    expiry
        .given(PLACED)
        .givenTimePassed(Expiry.TIME)
        .whenRefused("cancel", new NotNow("TAKEN"))
        .thenCompleted();
  }
}
