package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Position;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.Version;
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
import dev.cairn.model.testkit.account.AccountEvent.AccountFrozen;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedRequestTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final CommandContext REQUEST = TELLER.forRequest(key("request-1", "body"));

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final Commands commands = Commands.over(store);

  @BeforeEach
  void openTwoAccounts() {
    commands.handle(ACCOUNT, "1", new OpenAccount(100), TELLER);
    commands.handle(ACCOUNT, "2", new OpenAccount(0), TELLER);
  }

  @Test
  void aRepeatChangesNothingAndGetsTheFirstAnswer() {
    CommandResult<Account, AccountEvent> first = withdraw(REQUEST, 60);
    withdraw(TELLER, 30);

    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(60)),
            Position.of(3),
            Version.of(2),
            Account.open(40),
            false),
        first);
    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(60)), Position.of(3), Version.of(2), Account.open(40), true),
        withdraw(REQUEST, 60));
    assertEquals(Version.of(3), store.version(ACCOUNT.stream("1")));
  }

  @Test
  void theSameIdForAnotherRequestIsRefused() {
    withdraw(REQUEST, 60);

    RequestReusedException error =
        assertThrows(
            RequestReusedException.class,
            () -> withdraw(TELLER.forRequest(key("request-1", "another body")), 1));
    assertEquals(Position.of(3), error.firstUse());
  }

  @Test
  void theSameRequestForAnotherAggregateIsRefused() {
    withdraw(REQUEST, 60);

    assertThrows(
        RequestReusedException.class,
        () -> commands.handle(ACCOUNT, "2", new Deposit(60), REQUEST));
    assertEquals(Version.of(1), store.version(ACCOUNT.stream("2")));
  }

  @Test
  void aRefusalIsNotKeptSoItsRequestIsDecidedAnew() {
    assertInstanceOf(CommandResult.Refused.class, withdraw(REQUEST, 101));
    commands.handle(ACCOUNT, "1", new Deposit(1), TELLER);
    assertInstanceOf(CommandResult.Accepted.class, withdraw(REQUEST, 101));
  }

  @Test
  void aRequestThatChangesNothingIsDecidedAnew() {
    commands.handle(ACCOUNT, "1", new Freeze(), TELLER);
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new CommandResult.Accepted<>(
              List.of(),
              Position.of(3),
              Version.of(2),
              new Account(Account.Phase.OPEN, 100, true),
              false),
          commands.handle(ACCOUNT, "1", new Freeze(), REQUEST));
    }
  }

  @Test
  void aRequestThatAnotherThreadRecordsMeanwhileGetsThatAnswer() {
    ContendedStore contended =
        new ContendedStore(
            store, 1, behind -> Commands.over(behind).handle(withdrawal(60), REQUEST));

    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(60)), Position.of(3), Version.of(2), Account.open(40), true),
        Commands.over(contended).handle(withdrawal(60), REQUEST));
    assertEquals(Version.of(2), store.version(ACCOUNT.stream("1")));
  }

  @Test
  void aRefusalThatOnlySawTheEffectOfItsOwnRequestIsNone() {
    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(60)), Position.of(3), Version.of(2), Account.open(40), true),
        handledTwice(withdrawal(60)));
  }

  @Test
  void anAnswerWithoutEventsThatOnlySawTheEffectOfItsOwnRequestIsThatOfTheFirst() {
    assertEquals(
        new CommandResult.Accepted<>(
            List.of(new AccountFrozen()),
            Position.of(3),
            Version.of(2),
            new Account(Account.Phase.OPEN, 100, true),
            true),
        handledTwice(Step.of(ACCOUNT, "1", new Freeze())));
  }

  /** Another process handles the same request between the look for it and the load. */
  private CommandResult<Account, AccountEvent> handledTwice(
      Step<AccountCommand, Account, AccountEvent> step) {
    IntrudedStore intruded =
        new IntrudedStore(store, 1, () -> Commands.over(store).handle(step, REQUEST));
    CommandResult<Account, AccountEvent> answer = Commands.over(intruded).handle(step, REQUEST);
    assertEquals(Version.of(2), store.version(ACCOUNT.stream("1")));
    return answer;
  }

  @Test
  void manyThreadsWithOneRequestHaveOneEffect() throws Exception {
    Callable<CommandResult<Account, AccountEvent>> send = () -> withdraw(REQUEST, 60);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<CommandResult<Account, AccountEvent>> answer :
          threads.invokeAll(Stream.generate(() -> send).limit(32).toList())) {
        assertInstanceOf(CommandResult.Accepted.class, answer.get());
        assertEquals(Version.of(2), answer.get().version());
      }
    }
    assertEquals(Version.of(2), store.version(ACCOUNT.stream("1")));
  }

  @Test
  void aRepeatOfSeveralStepsGetsTheFirstAnswerOfEach() {
    JointResult first = transfer(70);
    withdraw(TELLER, 30);

    assertEquals(new JointResult.Accepted(answers(false), Position.of(4), false), first);
    assertEquals(new JointResult.Accepted(answers(true), Position.of(4), true), transfer(70));
  }

  private static List<CommandResult.Accepted<?, ?>> answers(boolean repeated) {
    return List.of(
        new CommandResult.Accepted<>(
            List.of(new FundsWithdrawn(70)),
            Position.of(4),
            Version.of(2),
            Account.open(30),
            repeated),
        new CommandResult.Accepted<>(
            List.of(new FundsDeposited(70)),
            Position.of(4),
            Version.of(2),
            Account.open(70),
            repeated));
  }

  private JointResult transfer(long amount) {
    return commands.together(
        REQUEST, withdrawal(amount), Step.of(ACCOUNT, "2", new Deposit(amount)));
  }

  private CommandResult<Account, AccountEvent> withdraw(CommandContext context, long amount) {
    return commands.handle(withdrawal(amount), context);
  }

  private static Step<AccountCommand, Account, AccountEvent> withdrawal(long amount) {
    return Step.of(ACCOUNT, "1", new Withdraw(amount));
  }

  private static RequestKey key(String id, String body) {
    return RequestKey.of(id, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
