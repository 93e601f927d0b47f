package dev.cairn.bank;

import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.RequestKey;
import dev.cairn.bank.account.Account;
import dev.cairn.bank.account.AccountCommand;
import dev.cairn.bank.account.AccountCommand.OpenAccount;
import dev.cairn.bank.account.AccountCommand.ReceiveTransfer;
import dev.cairn.bank.account.AccountCommand.SendTransfer;
import dev.cairn.bank.account.AccountId;
import dev.cairn.bank.account.AccountRefusal.AccountAlreadyOpen;
import dev.cairn.bank.account.AccountRefusal.SameAccount;
import dev.cairn.bank.account.Money;
import dev.cairn.model.AggregateCache;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.JointResult;
import dev.cairn.model.Refusal;
import dev.cairn.model.Snapshots;
import dev.cairn.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the bank's commands. What it accepted is durable when it answers. A command of a request is
 * done once, however often it is sent; a refusal is not kept, so a refused request is judged anew.
 * Thread-safe.
 */
public final class Bank {

  private static final String COUNTER = "counter";
  private static final int NUMBERS_TRIED_MAX = 10;

  /** Accounts whose states are kept in memory, the ones used last. */
  private static final int STATES_MAX = 100_000;

  private final Commands commands;

  /** A bank on that store. */
  public Bank(EventStore store) {
    this(cached(store));
  }

  /** A bank on that store, with those snapshots of its accounts. */
  public Bank(EventStore store, Snapshots snapshots) {
    this(cached(store).withSnapshots(snapshots));
  }

  private Bank(Commands commands) {
    this.commands = commands;
  }

  private static Commands cached(EventStore store) {
    return Commands.over(store).withCache(AggregateCache.ofStates(STATES_MAX));
  }

  /**
   * Opens an account for a new customer, whose number is that of the account.
   *
   * @param request the request whose effect this is, if it is one
   */
  public BankAnswer open(NewAccount asked, Optional<RequestKey> request) {
    if (request.isPresent()) {
      return open(AccountId.forRequest(request.get().id()), asked, request);
    }
    BankAnswer answer = open(AccountId.random(), asked, request);
    for (int tried = 1; tried < NUMBERS_TRIED_MAX && isTaken(answer); tried++) {
      answer = open(AccountId.random(), asked, request);
    }
    return answer;
  }

  private BankAnswer open(AccountId id, NewAccount asked, Optional<RequestKey> request) {
    long customer = Long.parseLong(id.value());
    return handle(id, new OpenAccount(customer, asked.owner(), asked.currency()), request);
  }

  private static boolean isTaken(BankAnswer answer) {
    return answer instanceof BankAnswer.Refused refused
        && refused.reason() instanceof AccountAlreadyOpen;
  }

  /**
   * Handles a command of one account.
   *
   * @param request the request whose effect this is, if it is one
   */
  public BankAnswer handle(AccountId id, AccountCommand command, Optional<RequestKey> request) {
    return together(context(request), List.of(id), List.of(step(id, command)));
  }

  /**
   * Moves money between two accounts: both change in one atomic append, or neither does.
   *
   * @param request the request whose effect this is, if it is one
   */
  public BankAnswer transfer(Transfer asked, Optional<RequestKey> request) {
    AccountId from = asked.from();
    AccountId to = asked.to();
    if (from.equals(to)) {
      return new BankAnswer.Refused(from, new SameAccount(from));
    }
    CommandContext context = context(request);
    String id = context.correlationId();
    Money amount = asked.amount();
    return together(
        context,
        List.of(from, to),
        List.of(
            step(from, new SendTransfer(id, to, amount, asked.reference())),
            step(to, new ReceiveTransfer(id, from, amount, asked.reference()))));
  }

  private static Step<?, ?, ?> step(AccountId id, AccountCommand command) {
    return Step.of(Account.TYPE, id.value(), command);
  }

  private static CommandContext context(Optional<RequestKey> request) {
    String id = EventIds.random().toString();
    CommandContext context = CommandContext.by(COUNTER).correlatedBy(id).causedBy(id);
    return request.map(context::forRequest).orElse(context);
  }

  private BankAnswer together(
      CommandContext context, List<AccountId> accounts, List<Step<?, ?, ?>> steps) {
    return switch (commands.together(context, steps)) {
      case JointResult.Refused refused -> {
        AccountId refusing = accounts.get(refused.step());
        Refusal reason = refused.reason();
        yield new BankAnswer.Refused(refusing, reason);
      }
      case JointResult.Accepted accepted -> {
        List<BankAnswer.Changed> changed = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
          changed.add(changed(accounts.get(i), accepted.steps().get(i)));
        }
        yield new BankAnswer.Done(changed, accepted.position(), accepted.repeated());
      }
    };
  }

  private static BankAnswer.Changed changed(AccountId id, CommandResult.Accepted<?, ?> accepted) {
    if (accepted.state() instanceof Account.Open account) {
      return new BankAnswer.Changed(id, account, accepted.version());
    }
    throw new IllegalStateException("account %s took a command before it was opened".formatted(id));
  }
}
