package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.Version;
import dev.cairn.model.Aggregates;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.JointResult;
import dev.cairn.model.Step;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.model.testkit.account.AccountRefusal.NotOpen;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private static final CommandContext TELLER = CommandContext.by("teller");

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Commands commands = Commands.over(store);

  @BeforeEach
  void openTwoAccounts() {
    commands.handle(ACCOUNT, "1", new OpenAccount(100), TELLER);
    commands.handle(ACCOUNT, "2", new OpenAccount(0), TELLER);
  }

  @Test
  void aTransferChangesBothAccountsInOneAppend() {
    assertEquals(
        new JointResult.Accepted(
            List.of(
                new CommandResult.Accepted<>(
                    List.of(new FundsWithdrawn(70)),
                    Position.of(4),
                    Version.of(2),
                    Account.open(30),
                    false),
                new CommandResult.Accepted<>(
                    List.of(new FundsDeposited(70)),
                    Position.of(4),
                    Version.of(2),
                    Account.open(70),
                    false)),
            Position.of(4),
            false),
        commands.together(TELLER, step("1", new Withdraw(70)), step("2", new Deposit(70))));
  }

  @Test
  void whereOneStepIsRefusedNothingIsWrittenAndTheAnswerSaysWhichStep() {
    assertEquals(
        new JointResult.Refused(
            0, ACCOUNT.stream("1"), new InsufficientFunds(100, 101), Version.of(1)),
        commands.together(TELLER, step("1", new Withdraw(101)), step("2", new Deposit(101))));
    assertEquals(
        new JointResult.Refused(1, ACCOUNT.stream("3"), new NotOpen(), Version.NONE),
        commands.together(TELLER, step("1", new Withdraw(1)), step("3", new Deposit(1))));
    assertEquals(Position.of(2), store.head());
  }

  @Test
  void aConflictOnAnyOfTheAggregatesDecidesAllOfThemAgain() {
    ContendedStore contended = whileSomebody("2", new Deposit(5));

    JointResult result =
        Commands.over(contended)
            .together(TELLER, step("1", new Withdraw(70)), step("2", new Deposit(70)));

    assertInstanceOf(JointResult.Accepted.class, result);
    assertEquals(1, contended.conflicts());
    assertEquals(Account.open(30), account("1"));
    assertEquals(Account.open(75), account("2"));
  }

  @Test
  void anAggregateThatEmitsNothingIsCheckedTooWhereAnotherOneWrites() {
    commands.handle(ACCOUNT, "2", new Freeze(), TELLER);
    ContendedStore contended = whileSomebody("2", new Deposit(5));

    Commands.over(contended).together(TELLER, step("1", new Withdraw(70)), step("2", new Freeze()));

    assertEquals(1, contended.conflicts());
  }

  @Test
  void stepsThatAllChangeNothingWriteNothing() {
    commands.handle(ACCOUNT, "1", new Freeze(), TELLER);
    commands.handle(ACCOUNT, "2", new Freeze(), TELLER);

    JointResult result =
        commands.together(TELLER, step("2", new Freeze()), step("1", new Freeze()));

    JointResult.Accepted accepted = assertInstanceOf(JointResult.Accepted.class, result);
    assertEquals(Position.of(4), accepted.position());
    assertEquals(Position.of(4), store.head());
  }

  @Test
  void twoStepsForOneAggregateAreAMistake() {
    assertThrows(
        IllegalArgumentException.class,
        () -> commands.together(TELLER, step("1", new Withdraw(1)), step("1", new Deposit(1))));
    assertThrows(IllegalArgumentException.class, () -> commands.together(TELLER));
  }

  private ContendedStore whileSomebody(String id, AccountCommand command) {
    return new ContendedStore(store, 1, behind -> send(behind, id, command));
  }

  private static void send(EventStore behind, String id, AccountCommand command) {
    assertInstanceOf(
        CommandResult.Accepted.class, Commands.over(behind).handle(ACCOUNT, id, command, TELLER));
  }

  private static Step<AccountCommand, Account, AccountEvent> step(
      String id, AccountCommand command) {
    return Step.of(ACCOUNT, id, command);
  }

  private Account account(String id) {
    return Aggregates.of(store).load(ACCOUNT, id).state();
  }
}
