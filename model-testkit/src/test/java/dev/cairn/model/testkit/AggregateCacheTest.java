package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JointResult;
import dev.cairn.model.Loaded;
import dev.cairn.model.Step;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.testkit.InMemoryEventStore;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

  private static final CommandContext TELLER = CommandContext.by("teller");

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingReader reads = new CountingReader(store);
  private final AggregateCache cache = AggregateCache.ofStates(100);
  private final Commands commands = Commands.over(store).withCache(cache);

  /** Knows nothing of the cache, as another process would. */
  private final Commands elsewhere = Commands.over(store);

  /** Other rules for the same events. */
  private record Doubling(Decider<AccountCommand, Account, AccountEvent> rules)
      implements Decider<AccountCommand, Account, AccountEvent> {

    @Override
    public Account initialState() {
      return rules.initialState();
    }

    @Override
    public Decision<AccountEvent> decide(AccountCommand command, Account state) {
      return rules.decide(command, state);
    }

    @Override
    public Account evolve(Account state, AccountEvent event) {
      return Account.open(2 * rules.evolve(state, event).balance());
    }
  }

  private CommandResult<Account, AccountEvent> handle(AccountCommand command) {
    return commands.handle(ACCOUNT, "1", command, TELLER);
  }

  @Test
  void aStateIsFoundAgainAndAdvancedByWhatIsAppended() {
    handle(new OpenAccount(50));
    handle(new Deposit(10));
    handle(new Withdraw(5));

    AggregateCache.Stats stats = cache.stats();
    assertEquals(2, stats.hits());
    assertEquals(1, stats.misses());
    assertEquals(1, stats.states());
    assertEquals(
        new Loaded<>(Account.open(55), Version.of(3), Position.of(3)),
        commands.aggregates().load(ACCOUNT, "1"));
    assertEquals(0, commands.stats().conflicts());
  }

  @Test
  void aHeldStateIsLoadedWithoutReadingEvents() {
    elsewhere.handle(ACCOUNT, "1", new OpenAccount(50), TELLER);
    Aggregates aggregates = Aggregates.of(reads).withCache(AggregateCache.ofStates(1));
    Loaded<Account> first = aggregates.load(ACCOUNT, "1");
    assertEquals(1, reads.events());

    assertSame(first.state(), aggregates.load(ACCOUNT, "1").state());
    assertEquals(0, reads.events());
  }

  @Test
  void loadingReadsOnlyWhatOthersAppendedSince() {
    elsewhere.handle(ACCOUNT, "1", new OpenAccount(50), TELLER);
    Aggregates aggregates = Aggregates.of(reads).withCache(AggregateCache.ofStates(1));
    aggregates.load(ACCOUNT, "1");
    elsewhere.handle(ACCOUNT, "1", new Deposit(7), TELLER);
    assertEquals(1, reads.events());

    assertEquals(
        new Loaded<>(Account.open(57), Version.of(2), Position.of(2)),
        aggregates.load(ACCOUNT, "1"));
    assertEquals(1, reads.events());
  }

  @Test
  void anOldStateCostsAnAttemptAndNeverAWrongAnswer() {
    handle(new OpenAccount(50));
    elsewhere.handle(ACCOUNT, "1", new Withdraw(50), TELLER);

    assertEquals(
        new CommandResult.Refused<>(new InsufficientFunds(0, 20), Version.of(2)),
        handle(new Withdraw(20)));
    assertEquals(1, commands.stats().conflicts());
  }

  @Test
  void aRefusalDoesNotRestOnAnOldState() {
    handle(new OpenAccount(50));
    elsewhere.handle(ACCOUNT, "1", new Deposit(50), TELLER);

    assertInstanceOf(CommandResult.Accepted.class, handle(new Withdraw(80)));
    assertEquals(1, commands.stats().conflicts());
  }

  @Test
  void anAnswerWithoutEventsDoesNotRestOnAnOldState() {
    handle(new OpenAccount(0));
    handle(new Freeze());
    elsewhere.handle(ACCOUNT, "1", new Deposit(1), TELLER);

    assertEquals(Version.of(3), handle(new Freeze()).version());
  }

  @Test
  void jointCommandsAdvanceTheStatesOfAll() {
    handle(new OpenAccount(50));
    commands.handle(ACCOUNT, "2", new OpenAccount(0), TELLER);

    assertInstanceOf(
        JointResult.Accepted.class,
        commands.together(
            TELLER,
            Step.of(ACCOUNT, "1", new Withdraw(20)),
            Step.of(ACCOUNT, "2", new Deposit(20))));

    assertEquals(Account.open(30), commands.aggregates().load(ACCOUNT, "1").state());
    assertEquals(Account.open(20), commands.aggregates().load(ACCOUNT, "2").state());
    handle(new Withdraw(30));
    assertEquals(0, commands.stats().conflicts());
  }

  @Test
  void theWeightIsBounded() {
    AggregateCache heavy =
        AggregateCache.ofWeight(10, (stream, _) -> stream.value().endsWith("7") ? 11 : 2);
    Commands way = Commands.over(store).withCache(heavy);
    for (int i = 0; i < 50; i++) {
      way.handle(ACCOUNT, Integer.toString(i), new OpenAccount(i), TELLER);
    }

    AggregateCache.Stats stats = heavy.stats();
    assertTrue(stats.weight() <= 10, stats::toString);
    assertTrue(stats.states() <= 5, stats::toString);
    assertTrue(stats.evictions() >= 45, stats::toString);
    assertEquals(Account.open(7), way.aggregates().load(ACCOUNT, "7").state());
  }

  @Test
  void aDroppedStateIsReadAgain() {
    handle(new OpenAccount(50));
    cache.clear();

    assertInstanceOf(CommandResult.Accepted.class, handle(new Withdraw(50)));
    assertEquals(0, cache.stats().evictions());
    assertEquals(0, cache.stats().hitRate());
  }

  @Test
  void aStateOfAnotherTypeOfAggregateIsNotTakenForOne() {
    handle(new OpenAccount(50));
    AggregateType<AccountCommand, Account, AccountEvent> generous =
        AggregateType.of("account", new Doubling(ACCOUNT.decider()), ACCOUNT.codec());

    assertEquals(Account.open(100), commands.aggregates().load(generous, "1").state());
    assertEquals(Account.open(50), commands.aggregates().load(ACCOUNT, "1").state());
  }

  @Test
  void aCacheServesOneStore() {
    try (InMemoryEventStore other = new InMemoryEventStore()) {
      Commands foreign = Commands.over(other);
      assertThrows(IllegalArgumentException.class, () -> foreign.withCache(cache));
    }
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> AggregateCache.ofStates(0));
  }
}
