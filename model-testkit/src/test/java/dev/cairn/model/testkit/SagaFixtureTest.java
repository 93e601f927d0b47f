package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.shop.Orders.ORDERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.flow.saga.Reaction;
import dev.cairn.flow.saga.Saga;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.Trigger;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.shop.Expiry;
import dev.cairn.model.testkit.shop.ExpiryEvent;
import dev.cairn.model.testkit.shop.ExpiryEvent.OrderAwaited;
import dev.cairn.model.testkit.shop.OrderCommand.ConfirmOrder;
import dev.cairn.model.testkit.shop.OrderEvent;
import dev.cairn.model.testkit.shop.OrderEvent.OrderPlaced;
import dev.cairn.testkit.VirtualClock;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What given, when, then for sagas finds. */
class SagaFixtureTest {

  private static final OrderPlaced PLACED = new OrderPlaced("7", "tea", 2, 900);

  private final SagaFixture<OrderEvent, String, ExpiryEvent> expiry = SagaFixture.of(Expiry.EXPIRY);

  @Test
  void anExpectationThatIsNotMetTellsTheScenario() {
    AssertionError error =
        failure(() ->
            expiry
                .given(PLACED)
                .whenTimePasses(Expiry.TIME)
                .thenSends("cancel", ORDERS, "7", new ConfirmOrder()));
    String told = String.valueOf(error.getMessage());
    assertTrue(told.contains("expected  sends 'cancel' to order-7: ConfirmOrder[]"), told);
    assertTrue(told.contains("actual    sends 'cancel' to order-7: CancelOrder[]"), told);
    assertTrue(told.contains("given     Happened[event=OrderPlaced[order=7"), told);
    assertTrue(told.contains("when      [DeadlineDue[deadline=expiry"), told);
  }

  @Test
  void everyKindOfExpectationCanFail() {
    SagaOutcome<String, ExpiryEvent> begun = expiry.when(PLACED);
    failure(begun::thenNothing);
    failure(begun::thenCompleted);
    failure(begun::thenCompensated);
    failure(begun::thenRemembers);
    failure(() -> begun.thenCancels("expiry"));
    failure(() -> begun.thenStuck("stuck"));
    failure(() -> begun.thenState(""));
    failure(() -> begun.thenWaitsUntil("expiry", VirtualClock.DEFAULT_START));
    failure(() -> expiry.given(PLACED).whenTimePasses(Expiry.TIME).thenSendsNothing());
  }

  @Test
  void anAnswerToACommandThatWasNeverSentIsAMistakeOfTheTest() {
    assertTrue(message(() -> expiry.given(PLACED).whenAccepted("cancel")).contains("'cancel'"));
    assertEquals(
        "it is RUNNING, only what is stuck is tried again",
        message(() -> expiry.given(PLACED).whenRetried()));
  }

  @Test
  void aReactionThatHasTwoAnswersIsFound() {
    int[] calls = new int[1];
    assertTrue(
        message(() ->
                saga(
                        (state, trigger) -> {
                          calls[0]++;
                          return Reaction.recording(new OrderAwaited("order " + calls[0]));
                        })
                    .when(PLACED))
            .startsWith("react gave two answers"));
  }

  @Test
  void anEvolveThatThrowsIsFound() {
    assertTrue(
        message(() ->
                saga((state, trigger) -> Reaction.recording(new OrderAwaited("none"))).when(PLACED))
            .startsWith("evolve threw"));
  }

  private static SagaFixture<OrderEvent, String, ExpiryEvent> saga(
      BiFunction<String, Trigger<OrderEvent>, Reaction<ExpiryEvent>> reaction) {
    return SagaFixture.of(
        SagaType.of(
            "test",
            new Saga<OrderEvent, String, ExpiryEvent>() {
              @Override
              public String initialState() {
                return "";
              }

              @Override
              public Reaction<ExpiryEvent> react(String state, Trigger<OrderEvent> trigger) {
                return reaction.apply(state, trigger);
              }

              @Override
              public String evolve(String state, ExpiryEvent event) {
                if (event.equals(new OrderAwaited("none"))) {
                  throw new IllegalStateException("no such order");
                }
                return state + event;
              }
            },
            JsonCodec.forSealed(ExpiryEvent.class)));
  }

  private static String message(Executable mistake) {
    return String.valueOf(failure(mistake).getMessage());
  }

  private static AssertionError failure(Executable mistake) {
    return assertThrows(AssertionError.class, mistake);
  }
}
