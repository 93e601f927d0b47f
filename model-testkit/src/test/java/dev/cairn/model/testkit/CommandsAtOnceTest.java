package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
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
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of one process that meet on an aggregate while nothing is durable yet. */
class CommandsAtOnceTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final StreamId STREAM = ACCOUNT.stream("1");

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final HeldStore held = new HeldStore(store);
  private final Commands commands = Commands.over(held);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private int begun;

  @BeforeEach
  void open() {
    Commands.over(store).handle(ACCOUNT, "1", new OpenAccount(100), TELLER);
    Commands.over(store).handle(ACCOUNT, "2", new OpenAccount(0), TELLER);
  }

  @AfterEach
  void close() {
    held.letGo();
    threads.close();
  }

  /** Starts something and waits until it handed over its append. */
  private <T> Future<T> begin(Callable<T> task) {
    Future<T> answer = threads.submit(task);
    begun++;
    held.awaitBegun(begun);
    return answer;
  }

  private Future<CommandResult<Account, AccountEvent>> begin(AccountCommand command) {
    return begin(() -> commands.handle(ACCOUNT, "1", command, TELLER));
  }

  private static <T> T answer(Future<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private long balance(String id) {
    return Aggregates.of(store).load(ACCOUNT, id).state().balance();
  }

  @Test
  void aCommandRestsOnOneWhoseEventsAreNotDurableYet() throws Exception {
    var deposit = begin(new Deposit(50));
    var withdrawal = begin(new Withdraw(150));
    held.letGo();

    assertEquals(Version.of(2), answer(deposit).version());
    assertEquals(Version.of(3), answer(withdrawal).version());
    assertEquals(0, balance("1"));
    assertEquals(new Commands.Stats(2, 0, 0, 0), commands.stats());
  }

  @Test
  void aRefusalIsGivenOnlyWhenWhatItRestsOnIsDurable() throws Exception {
    var withdrawal = begin(new Withdraw(90));
    var tooMuch = begin(new Withdraw(20));
    assertFalse(tooMuch.isDone());
    held.letGo();

    assertInstanceOf(CommandResult.Accepted.class, answer(withdrawal));
    assertEquals(
        new CommandResult.Refused<>(new InsufficientFunds(10, 20), Version.of(2)), answer(tooMuch));
    assertEquals(Position.of(3), store.head());
  }

  @Test
  void anAnswerWithoutEventsIsGivenOnlyWhenWhatItRestsOnIsDurable() throws Exception {
    var freeze = begin(new Freeze());
    var again = begin(new Freeze());
    assertFalse(again.isDone());
    held.letGo();

    answer(freeze);
    assertEquals(Version.of(2), answer(again).version());
    assertEquals(Position.of(3), store.head());
  }

  @Test
  void whatRestsOnARefusedAppendIsDecidedAgain() throws Exception {
    Query opened = Query.types(EventType.of("AccountOpened"));
    var impossible =
        begin(() ->
            commands.handle(
                Step.of(ACCOUNT, "1", (AccountCommand) new Deposit(50))
                    .failIfEventsMatch(opened, Position.START),
                TELLER));
    var possible = begin(new Withdraw(80));
    var onlyWithTheDeposit = begin(new Withdraw(70));
    held.letGo();

    ExecutionException failed = assertThrows(ExecutionException.class, () -> answer(impossible));
    assertInstanceOf(EventsMatchedException.class, failed.getCause());
    long accepted = 0;
    for (var withdrawal : java.util.List.of(possible, onlyWithTheDeposit)) {
      accepted += answer(withdrawal) instanceof CommandResult.Accepted ? 1 : 0;
    }
    assertEquals(1, accepted);
    assertTrue(balance("1") >= 0);
    assertEquals(2, commands.stats().followed());
  }

  @Test
  void anotherWriterWhoBringsTheStreamToTheSameVersionIsNotTakenForOneOfUs() throws Exception {
    var deposit = begin(new Deposit(50));
    var withdrawal = begin(new Withdraw(150));
    // Now the stream is at the version that the withdrawal expects, without the deposit.
    store.append(
        Append.to(STREAM, ExpectedVersion.any(), NewEvent.of("FundsWithdrawn", "{\"amount\":60}")));
    held.letGo();

    answer(deposit);
    answer(withdrawal);
    assertTrue(balance("1") >= 0, () -> "overdrawn: " + balance("1"));
    assertTrue(commands.stats().conflicts() > 0);
  }

  @Test
  void aRequestThatComesTwiceAtOnceIsDoneOnce() throws Exception {
    CommandContext request = TELLER.forRequest(RequestKey.of("r-1", new byte[] {1}));
    var first = begin(() -> commands.handle(ACCOUNT, "1", new Deposit(50), request));
    var second = begin(() -> commands.handle(ACCOUNT, "1", new Deposit(50), request));
    var third = begin(new Withdraw(150));
    held.letGo();

    assertEquals(answer(first).version(), answer(second).version());
    answer(third);
    assertEquals(0, balance("1"));
  }

  @Test
  void jointCommandsRestOnEachOther() throws Exception {
    var there = begin(() -> transfer("1", "2", 100));
    var back = begin(() -> transfer("2", "1", 60));
    var deposit = begin(new Deposit(1));
    held.letGo();

    assertInstanceOf(JointResult.Accepted.class, answer(there));
    assertInstanceOf(JointResult.Accepted.class, answer(back));
    answer(deposit);
    assertEquals(61, balance("1"));
    assertEquals(40, balance("2"));
    assertEquals(new Commands.Stats(3, 0, 0, 0), commands.stats());
  }

  private JointResult transfer(String from, String to, long amount) {
    return commands.together(
        TELLER,
        Step.of(ACCOUNT, from, new Withdraw(amount)),
        Step.of(ACCOUNT, to, new Deposit(amount)));
  }
}
