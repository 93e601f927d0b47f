package dev.cairn.model.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountDecider;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountEvent.AccountOpened;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.model.testkit.account.AccountRefusal.Frozen;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DeciderFixtureTest {

  private static final DeciderFixture<AccountCommand, Account, AccountEvent> ACCOUNT =
      DeciderFixture.of(AccountDecider.ACCOUNT);

  @Test
  void aFailureTellsTheWholeScenario() {
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                ACCOUNT
                    .given(new AccountOpened(50), new FundsDeposited(7))
                    .when(new Withdraw(100))
                    .thenEvents(new FundsWithdrawn(100)));
    assertEquals(
        """
        the scenario ended otherwise
          given     AccountOpened[balance=50]
                    FundsDeposited[amount=7]
          state     Account[phase=OPEN, balance=57, frozen=false]
          when      Withdraw[amount=100]
          expected  FundsWithdrawn[amount=100]
          actual    refused with InsufficientFunds[balance=57, asked=100]: The balance is 57, 100 were asked for.\
        """,
        failure.getMessage());
  }

  @Test
  void everyExpectationFailsWhereItIsNotMet() {
    DecisionOutcome<Account, AccountEvent> accepted =
        ACCOUNT.given(new AccountOpened(50)).when(new Deposit(1));
    assertFails("expected  accepted, nothing happened", accepted::thenNothing);
    assertFails("FundsDeposited[amount=2]", () -> accepted.thenEvents(new FundsDeposited(2)));
    assertFails("refused with Frozen", () -> accepted.thenRefused(Frozen.class));
    assertFails("balance=50", () -> accepted.thenState(Account.open(50)));

    DecisionOutcome<Account, AccountEvent> refused =
        ACCOUNT.given(new AccountOpened(50)).when(new Withdraw(51));
    assertFails("accepted, nothing happened", refused::thenNothing);
    assertFails("refused with Frozen", () -> refused.thenRefused(Frozen.class));
    assertFails("asked=52", () -> refused.thenRefused(new InsufficientFunds(50, 52)));
    assertFails("so the state stayed", () -> refused.thenState(Account.open(0)));
  }

  @Test
  void givenIsAddedToAndLeavesTheFixtureAsItWas() {
    ACCOUNT
        .given(new AccountOpened(1))
        .given(List.of(new FundsDeposited(2)))
        .when(new Withdraw(3))
        .thenEvents(new FundsWithdrawn(3));
    ACCOUNT.when(new AccountCommand.OpenAccount(0)).thenEvents(new AccountOpened(0));
  }

  @Test
  void aDecisionThatDependsOnMoreThanItsArgumentsIsFound() {
    AtomicLong clock = new AtomicLong();
    assertBroken("decide gave two answers", (_, _) -> accepted(clock.incrementAndGet()));
  }

  @Test
  void aDecisionThatThrowsIsFound() {
    assertBroken(
        "decide threw java.lang.IllegalStateException: no funds",
        (_, _) -> {
          throw new IllegalStateException("no funds");
        });
  }

  @Test
  void aDecisionThatChangesTheStateIsFound() {
    Decider<Long, Spent, Long> mutating =
        decider(new Spent(new ArrayList<>()), Spent::spend, (state, _) -> state);
    assertFails("decide changed the state", () -> DeciderFixture.of(mutating).when(1L));
  }

  @Test
  void anEvolveThatThrowsInAnyStateOfTheScenarioIsFound() {
    Decider<Long, Long, Long> picky =
        decider(
            0L,
            (command, _) -> Decision.accepted(command),
            (state, event) -> {
              if (state == 0 && event == 7) {
                throw new IllegalStateException("seven comes later");
              }
              return state + event;
            });
    assertFails(
        "evolve threw java.lang.IllegalStateException: seven comes later for 7 on 0",
        () -> DeciderFixture.of(picky).given(1L).when(7L));
  }

  @Test
  void anEvolveThatIsNotPureIsFound() {
    AtomicLong calls = new AtomicLong();
    Decider<Long, Long, Long> impure =
        decider(0L, (_, _) -> Decision.nothing(), (state, _) -> state + calls.incrementAndGet());
    assertFails(
        "evolve gave two answers for 1", () -> DeciderFixture.of(impure).given(1L).when(1L));
  }

  @Test
  void anEventThatItsCodecLosesIsFound() {
    Decider<Long, Long, Long> sum =
        decider(0L, (command, _) -> Decision.accepted(command), Long::sum);
    AggregateType<Long, Long, Long> type = AggregateType.of("sum", sum, new Halving());
    DeciderFixture.of(type).when(8L).thenEvents(8L);
    assertFails("the codec turned 7 into [6]", () -> DeciderFixture.of(type).given(8L).when(7L));
    assertFails("the codec turned 7 into [6]", () -> DeciderFixture.of(type).given(7L).when(8L));
  }

  private static void assertBroken(String law, BiFunction<Long, Long, Decision<Long>> decide) {
    assertFails(law, () -> DeciderFixture.of(decider(0L, decide, Long::sum)).given(5L).when(1L));
  }

  private static void assertFails(String message, Executable scenario) {
    AssertionError failure = assertThrows(AssertionError.class, scenario);
    assertTrue(failure.toString().contains(message), failure::toString);
    assertTrue(failure.toString().contains("\n  when      "), failure::toString);
  }

  private static Decision<Long> accepted(long event) {
    return Decision.accepted(event);
  }

  private static <S> Decider<Long, S, Long> decider(
      S initial, BiFunction<Long, S, Decision<Long>> decide, BiFunction<S, Long, S> evolve) {
    return new Decider<>() {
      @Override
      public S initialState() {
        return initial;
      }

      @Override
      public Decision<Long> decide(Long command, S state) {
        return decide.apply(command, state);
      }

      @Override
      public S evolve(S state, Long event) {
        return evolve.apply(state, event);
      }
    };
  }

  /** A record that is no value, as its list can change. */
  private record Spent(List<Long> amounts) {

    static Decision<Long> spend(Long amount, Spent state) {
      state.amounts().add(amount);
      return accepted(amount);
    }
  }

  /** Loses the last bit. */
  private static final class Halving implements EventCodec<Long> {

    private static final EventType TYPE = EventType.of("Added");

    @Override
    public EncodedEvent encode(Long event) {
      return new EncodedEvent(TYPE, 1, dev.cairn.Payload.json(Long.toString(event / 2)));
    }

    @Override
    public List<Long> decode(EncodedEvent stored) {
      return List.of(Long.parseLong(stored.data().text()) * 2);
    }

    @Override
    public Set<EventType> types() {
      return Set.of(TYPE);
    }
  }
}
