package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Backoff;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.ConflictPolicy;
import dev.cairn.model.ConflictsExhaustedException;
import dev.cairn.model.Ended;
import dev.cairn.model.Step;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.CloseAccount;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountEvent.AccountOpened;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final StreamId STREAM = ACCOUNT.stream("1");

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Commands commands = Commands.over(store);

  @Test
  void anAcceptedCommandIsRecordedAndAnswered() {
    handle(new OpenAccount(50));

    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(20)),
            Position.of(2),
            Version.of(2),
            Account.open(30),
            false),
        handle(new Withdraw(20)));
    assertEquals(List.of("AccountOpened", "FundsWithdrawn"), types());
  }

  @Test
  void aRefusedCommandIsAnsweredWithItsReasonAndWritesNothing() {
    handle(new OpenAccount(50));

    assertEquals(
        new CommandResult.Refused<Account, AccountEvent>(
            new InsufficientFunds(50, 100), Version.of(1)),
        handle(new Withdraw(100)));
    assertEquals(List.of("AccountOpened"), types());
  }

  @Test
  void aCommandThatChangesNothingIsAcceptedAndWritesNothing() {
    handle(new OpenAccount(50));
    handle(new Freeze());

    assertEquals(
        new CommandResult.Accepted<>(
            List.of(),
            Position.of(2),
            Version.of(2),
            new Account(Account.Phase.OPEN, 50, true),
            false),
        handle(new Freeze()));
    assertEquals(List.of("AccountOpened", "AccountFrozen"), types());
  }

  @Test
  void anEventTellsWhoSentItsCommandAndWhy() {
    CommandContext context =
        CommandContext.by("teller \"7\"").correlatedBy("visit-1").causedBy("message-2");
    AggregateType<AccountCommand, Account, AccountEvent> tagged =
        ACCOUNT.withTags(event -> Set.of(Tag.of("customer:7")));

    commands.handle(tagged, "1", new OpenAccount(50), context);

    RecordedEvent event = events().getFirst();
    assertEquals(
        """
        {"correlation_id":"visit-1","causation_id":"message-2","actor":"teller \\"7\\""}\
        """,
        event.metadata().text());
    assertEquals(Set.of(Tag.of("customer:7")), event.tags());
    assertEquals("{\"balance\":50}", event.data().text());
  }

  @Test
  void anAggregateThatHasEndedTakesNoCommand() {
    handle(new OpenAccount(0));
    handle(new CloseAccount());

    assertEquals(
        new CommandResult.Refused<Account, AccountEvent>(new Ended(), Version.of(2)),
        handle(new Deposit(1)));
  }

  @Test
  void aDecisionOnAnOldStateIsNeverRecorded() {
    CommandFixture.of(ACCOUNT)
        .given(new AccountOpened(50))
        .whileOthersRecord(1, new FundsWithdrawn(40))
        .when(new Withdraw(20))
        .thenConflicts(1)
        .thenRefused(new InsufficientFunds(10, 20))
        .thenVersion(2);
  }

  @Test
  void anAnswerWithoutEventsCanAskForACheckedVersion() {
    handle(new OpenAccount(50));
    handle(new Freeze());
    ContendedStore contended = contended(2);
    Step<AccountCommand, Account, AccountEvent> freeze = Step.of(ACCOUNT, "1", new Freeze());

    CommandResult<Account, AccountEvent> unchecked = over(contended, 5).handle(freeze, TELLER);
    assertEquals(Version.of(2), unchecked.version());
    assertEquals(0, contended.conflicts());

    CommandResult<Account, AccountEvent> checked =
        over(contended, 5).handle(freeze.withVersionChecked(), TELLER);
    assertEquals(Version.of(4), checked.version());
    assertEquals(2, contended.conflicts());
  }

  @Test
  void conflictsWithoutEndAreReportedAndNothingIsWritten() {
    handle(new OpenAccount(50));

    ConflictsExhaustedException error =
        assertThrows(
            ConflictsExhaustedException.class,
            () ->
                over(contended(Integer.MAX_VALUE), 4)
                    .handle(ACCOUNT, "1", new Withdraw(1), TELLER));

    assertEquals(4, error.attempts());
    assertEquals(STREAM, error.stream());
    assertEquals(Version.of(5), error.actual());
    assertEquals(
        List.of(
            "AccountOpened",
            "FundsDeposited",
            "FundsDeposited",
            "FundsDeposited",
            "FundsDeposited"),
        types());
  }

  @Test
  void theWaitBeforeEachFurtherAttemptIsThePolicys() {
    handle(new OpenAccount(50));
    List<Integer> waits = new ArrayList<>();

    Commands.over(contended(3))
        .withConflicts(new ConflictPolicy(4, waits::add))
        .handle(ACCOUNT, "1", new Withdraw(1), TELLER);

    assertEquals(List.of(1, 2, 3), waits);
  }

  @Test
  void anInterruptEndsNoCommandAndIsKept() {
    handle(new OpenAccount(50));
    Backoff interrupted =
        _ -> {
          throw new InterruptedException("while waiting");
        };

    CommandResult<Account, AccountEvent> result =
        Commands.over(contended(2))
            .withConflicts(new ConflictPolicy(5, interrupted))
            .handle(ACCOUNT, "1", new Withdraw(1), TELLER);

    assertTrue(Thread.interrupted(), "the interrupt was lost");
    assertInstanceOf(CommandResult.Accepted.class, result);
  }

  @Test
  void aFactThatChangedElsewhereIsReportedAndNotDecidedAgain() {
    handle(new OpenAccount(50));
    Position read = store.head();
    Query closings = Query.types(EventType.of("AccountClosed"));
    Step<AccountCommand, Account, AccountEvent> step =
        Step.of(ACCOUNT, "1", new Withdraw(1)).failIfEventsMatch(closings, read);
    assertInstanceOf(CommandResult.Accepted.class, commands.handle(step, TELLER));

    commands.handle(ACCOUNT, "2", new OpenAccount(0), TELLER);
    commands.handle(ACCOUNT, "2", new CloseAccount(), TELLER);
    ContendedStore counting = contended(0);

    assertThrows(EventsMatchedException.class, () -> over(counting, 5).handle(step, TELLER));
    assertEquals(0, counting.conflicts());
    assertEquals(Version.of(2), store.version(STREAM));
  }

  @Test
  void aConditionHoldsForACommandThatEmitsNothingToo() {
    handle(new OpenAccount(50));
    handle(new Freeze());
    Query openings = Query.types(EventType.of("AccountOpened"));

    assertThrows(
        EventsMatchedException.class,
        () ->
            commands.handle(
                Step.of(ACCOUNT, "1", new Freeze()).failIfEventsMatch(openings, Position.START),
                TELLER));
  }

  @Test
  void aPolicyAllowsOneAttemptAtLeast() {
    assertThrows(IllegalArgumentException.class, () -> new ConflictPolicy(0, Backoff.none()));
  }

  private CommandResult<Account, AccountEvent> handle(AccountCommand command) {
    return commands.handle(ACCOUNT, "1", command, TELLER);
  }

  /** Somebody deposits a cent before each of the next appends. */
  private ContendedStore contended(int times) {
    return new ContendedStore(
        store, times, behind -> Commands.over(behind).handle(ACCOUNT, "1", new Deposit(1), TELLER));
  }

  private static Commands over(ContendedStore contended, int attempts) {
    return Commands.over(contended).withConflicts(new ConflictPolicy(attempts, Backoff.none()));
  }

  private List<RecordedEvent> events() {
    return store.read(ReadRequest.stream(STREAM)).toList();
  }

  private List<String> types() {
    return events().stream().map(event -> event.type().value()).toList();
  }
}
