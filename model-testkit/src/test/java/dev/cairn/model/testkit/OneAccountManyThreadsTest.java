package dev.cairn.model.testkit;

import static dev.cairn.model.testkit.account.AccountDecider.ACCOUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Cursor;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
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
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountEvent;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.testkit.InMemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Many threads command the same accounts, each command as if from a process of its own. On one
 * account the first append of each waits until all have looked, so that all but one of them are
 * certain to meet another writer.
 */
class OneAccountManyThreadsTest {

  private static final CommandContext TELLER = CommandContext.by("teller");
  private static final int THREADS = 16;
  private static final int COMMANDS_EACH = 25;

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CyclicBarrier allHaveLooked = new CyclicBarrier(THREADS);
  private final ContendedStore contended =
      new ContendedStore(store, THREADS, _ -> await(allHaveLooked));
  private final Commands unhindered = Commands.over(store);

  @Test
  void noUpdateIsLost() throws Exception {
    open("1", 0);

    atOnce(_ -> handle("1", new Deposit(1)));

    assertEquals(Account.open((long) THREADS * COMMANDS_EACH), account("1"));
    assertEquals(Version.of(1L + THREADS * COMMANDS_EACH), store.version(ACCOUNT.stream("1")));
    assertTrue(contended.conflicts() >= THREADS - 1, "not all of them met");
  }

  @Test
  void theAccountIsNeverOverdrawn() throws Exception {
    long enoughForHalfOfThem = 3L * THREADS * COMMANDS_EACH / 2;
    open("1", enoughForHalfOfThem);

    List<CommandResult<Account, AccountEvent>> answers = atOnce(_ -> handle("1", new Withdraw(3)));

    long accepted = answers.stream().filter(CommandResult.Accepted.class::isInstance).count();
    assertEquals(THREADS * COMMANDS_EACH / 2, accepted);
    for (CommandResult<Account, AccountEvent> answer : answers) {
      if (answer instanceof CommandResult.Refused<Account, AccountEvent>(var reason, _)) {
        assertEquals(new InsufficientFunds(0, 3), reason);
      }
    }
    assertNeverNegative("1");
    assertEquals(Account.open(0), account("1"));
    assertTrue(contended.conflicts() >= THREADS - 1, "not all of them met");
  }

  @Test
  void transfersNeitherMakeNorLoseMoney() throws Exception {
    int accounts = 4;
    for (int id = 0; id < accounts; id++) {
      open(String.valueOf(id), 100);
    }

    List<JointResult> answers =
        atOnce(seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int from = random.nextInt(accounts);
          int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
          long amount = 1L + random.nextInt(60);
          return alone()
              .together(
                  TELLER,
                  Step.of(ACCOUNT, String.valueOf(from), new Withdraw(amount)),
                  Step.of(ACCOUNT, String.valueOf(to), new Deposit(amount)));
        });

    long sum = 0;
    for (int id = 0; id < accounts; id++) {
      assertNeverNegative(String.valueOf(id));
      sum += account(String.valueOf(id)).balance();
    }
    assertEquals(100L * accounts, sum);
    assertTrue(answers.stream().anyMatch(JointResult.Refused.class::isInstance), "none refused");
    long accepted = answers.stream().filter(JointResult.Accepted.class::isInstance).count();
    assertEquals(accounts + 2 * accepted, store.head().sequence());
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("not all threads came to append", e);
    }
  }

  private void assertNeverNegative(String id) {
    Account account = Account.NONE;
    try (Cursor<RecordedEvent> events = store.read(ReadRequest.stream(ACCOUNT.stream(id)))) {
      while (events.hasNext()) {
        account = ACCOUNT.decider().fold(account, ACCOUNT.codec().decode(events.next()));
        assertTrue(account.balance() >= 0, account::toString);
      }
    }
  }

  /** Runs an action on every thread so many times; its argument differs each time. */
  private static <T> List<T> atOnce(IntFunction<T> action) throws Exception {
    List<Callable<List<T>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread * COMMANDS_EACH;
      tasks.add(() -> {
        List<T> answers = new ArrayList<>();
        for (int i = first; i < first + COMMANDS_EACH; i++) {
          answers.add(action.apply(i));
        }
        return answers;
      });
    }
    List<T> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<List<T>> answers : threads.invokeAll(tasks)) {
        all.addAll(answers.get());
      }
    }
    return all;
  }

  private void open(String id, long balance) {
    assertInstanceOf(
        CommandResult.Accepted.class,
        unhindered.handle(ACCOUNT, id, new OpenAccount(balance), TELLER));
  }

  /** Knows of no other command. */
  private Commands alone() {
    return Commands.over(contended);
  }

  private CommandResult<Account, AccountEvent> handle(String id, AccountCommand command) {
    return alone().handle(ACCOUNT, id, command, TELLER);
  }

  private Account account(String id) {
    return Aggregates.of(store).load(ACCOUNT, id).state();
  }
}
