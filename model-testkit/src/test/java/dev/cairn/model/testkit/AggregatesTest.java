package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.AsOf;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.EvolveFailedException;
import dev.cairn.model.Loaded;
import dev.cairn.model.UnknownEventTypeException;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AggregatesTest {

  private static final Instant START = VirtualClock.DEFAULT_START;

  private final VirtualClock clock = new VirtualClock();
  private final InMemoryEventStore store = new InMemoryEventStore(clock);
  private final Aggregates aggregates = Aggregates.of(store);

  @BeforeEach
  void oneCommandAnHourOnTwoAccounts() {
    send("1", new OpenAccount(100));
    send("2", new OpenAccount(7));
    send("1", new Withdraw(30));
    send("1", new Deposit(5));
  }

  @Test
  void theStateNowIsThatOfAllItsEvents() {
    assertEquals(loaded(75, 3, 4), aggregates.load(ACCOUNT, "1"));
    assertEquals(loaded(7, 1, 2), aggregates.load(ACCOUNT, "2"));
  }

  @Test
  void anAggregateWithoutEventsIsInItsInitialState() {
    assertEquals(
        new Loaded<>(Account.NONE, Version.NONE, Position.START), aggregates.load(ACCOUNT, "3"));
  }

  @Test
  void aStateOfThePastIsFoundByItsVersion() {
    assertEquals(loaded(100, 1, 1), aggregates.loadAsOf(ACCOUNT, "1", Version.of(1)));
    assertEquals(loaded(70, 2, 3), aggregates.loadAsOf(ACCOUNT, "1", Version.of(2)));
    assertEquals(loaded(75, 3, 4), aggregates.loadAsOf(ACCOUNT, "1", Version.of(9)));
    assertEquals(Account.NONE, aggregates.loadAsOf(ACCOUNT, "1", Version.NONE).state());
  }

  @Test
  void aStateOfThePastIsFoundByPositionAndTime() {
    assertEquals(
        loaded(100, 1, 1), aggregates.loadAsOf(ACCOUNT, "1", AsOf.position(Position.of(2))));
    assertEquals(
        loaded(70, 2, 3),
        aggregates.loadAsOf(ACCOUNT, "1", AsOf.time(START.plus(Duration.ofMinutes(179)))));
    assertEquals(
        loaded(75, 3, 4),
        aggregates.loadAsOf(ACCOUNT, "1", AsOf.time(START.plus(Duration.ofHours(3)))));
  }

  @Test
  void anEventThatNobodyKnowsIsNamedWithItsPlace() {
    store.append(
        Append.to(ACCOUNT.stream("1"), ExpectedVersion.any(), NewEvent.of("Renamed", "{}")));
    UnknownEventTypeException error =
        assertThrows(UnknownEventTypeException.class, () -> aggregates.load(ACCOUNT, "1"));
    assertEquals(Optional.of(Position.of(5)), error.position());
  }

  @Test
  void anEvolveThatThrowsIsNamedWithTheEventItFailedOn() {
    AggregateType<AccountCommand, Account, AccountEvent> broken =
        AggregateType.of("account", new Broken(), ACCOUNT.codec());
    EvolveFailedException error =
        assertThrows(EvolveFailedException.class, () -> aggregates.load(broken, "1"));
    assertEquals(ACCOUNT.stream("1"), error.stream());
    assertEquals(Version.of(2), error.version());
    assertEquals(Position.of(3), error.position());
  }

  private static Loaded<Account> loaded(long balance, long version, long position) {
    return new Loaded<>(Account.open(balance), Version.of(version), Position.of(position));
  }

  private void send(String id, AccountCommand command) {
    Commands.over(store).handle(ACCOUNT, id, command, CommandContext.by("teller"));
    clock.advance(Duration.ofHours(1));
  }

  /** Takes no withdrawal. */
  private static final class Broken implements Decider<AccountCommand, Account, AccountEvent> {

    @Override
    public Account initialState() {
      return Account.NONE;
    }

    @Override
    public Decision<AccountEvent> decide(AccountCommand command, Account state) {
      return Decision.nothing();
    }

    @Override
    public Account evolve(Account state, AccountEvent event) {
      if (event instanceof AccountEvent.FundsWithdrawn) {
        throw new IllegalStateException("no");
      }
      return state;
    }
  }
}
