package dev.cairn.bank;

import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountCommand;
import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountCommand.ReceiveTransfer;
import dev.cairn.bank.account.AccountCommand.SendTransfer;
import dev.cairn.bank.account.AccountCommand.Withdraw;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.Money;
import dev.cairn.log.LockMode;
import dev.cairn.log.LogOptions;
import dev.cairn.log.LogStore;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.CommandContext;
import dev.cairn.model.Commands;
import dev.cairn.model.ConflictsExhaustedException;
import dev.cairn.model.JointResult;
import dev.cairn.model.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that commands a few accounts of a shared store, with their states kept in memory, and
 * says at its end what became of its commands. It begins when it is told to by a byte.
 */
final class CommandingProcess {

  /** The accounts, which are open. */
  static final List<AccountId> ACCOUNTS =
      List.of(
          new AccountId("1000000001"), new AccountId("1000000002"), new AccountId("1000000003"));

  private static final int THREADS = 4;

  private final Commands commands;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong exhausted = new AtomicLong();

  private CommandingProcess(Commands commands) {
    this.commands = commands;
  }

  /** Arguments: the folder, how many commands each thread sends, a seed. */
  public static void main(String[] args) throws Exception {
    LogOptions options = LogOptions.standard().withLockMode(LockMode.SHARED);
    try (LogStore store = LogStore.open(Path.of(args[0]), options)) {
      AggregateCache cache = AggregateCache.ofStates(100);
      Commands commands = Commands.over(store).withCache(cache);
      CommandingProcess process = new CommandingProcess(commands);
      System.out.println("ready");
      var _ = System.in.read();
      process.run(Integer.parseInt(args[1]), Long.parseLong(args[2]));
      System.out.printf(
          "%d %d %d %d %d%n",
          process.accepted.get(),
          process.refused.get(),
          process.exhausted.get(),
          commands.stats().conflicts(),
          cache.stats().hits());
    }
  }

  private void run(int each, long seed) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> ends = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        SplittableRandom random = new SplittableRandom(seed * THREADS + thread);
        ends.add(threads.submit(() -> sendAll(each, random)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
  }

  private void sendAll(int count, SplittableRandom random) {
    for (int i = 0; i < count; i++) {
      send(steps(random));
    }
  }

  private void send(List<Step<?, ?, ?>> steps) {
    try {
      switch (commands.together(CommandContext.by("teller"), steps)) {
        case JointResult.Accepted _ -> accepted.incrementAndGet();
        case JointResult.Refused _ -> refused.incrementAndGet();
      }
    } catch (ConflictsExhaustedException e) {
      exhausted.incrementAndGet();
    }
  }

  private static List<Step<?, ?, ?>> steps(SplittableRandom random) {
    int chosen = random.nextInt(ACCOUNTS.size());
    AccountId from = ACCOUNTS.get(chosen);
    AccountId to = ACCOUNTS.get((chosen + 1) % ACCOUNTS.size());
    Money amount = Money.of(1 + random.nextInt(100), "EUR");
    return switch (random.nextInt(4)) {
      case 0 -> List.of(step(from, new Deposit(amount, "")));
      case 1 ->
          List.of(
              step(from, new SendTransfer("t", to, amount, "")),
              step(to, new ReceiveTransfer("t", from, amount, "")));
      default -> List.of(step(from, new Withdraw(amount, "")));
    };
  }

  private static Step<?, ?, ?> step(AccountId id, AccountCommand command) {
    return Step.of(Account.TYPE, id.value(), command);
  }
}
