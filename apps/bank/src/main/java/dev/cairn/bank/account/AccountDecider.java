package dev.cairn.bank.account;

import dev.cairn.bank.account.AccountCommand.Deposit;
import dev.cairn.bank.account.AccountCommand.OpenAccount;
import dev.cairn.bank.account.AccountCommand.ReceiveTransfer;
import dev.cairn.bank.account.AccountCommand.SendTransfer;
import dev.cairn.bank.account.AccountCommand.Withdraw;
import dev.cairn.bank.account.AccountEvent.AccountOpened;
import dev.cairn.bank.account.AccountEvent.FundsDeposited;
import dev.cairn.bank.account.AccountEvent.FundsWithdrawn;
import dev.cairn.bank.account.AccountEvent.TransferReceived;
import dev.cairn.bank.account.AccountEvent.TransferSent;
import dev.cairn.bank.account.AccountRefusal.AccountAlreadyOpen;
import dev.cairn.bank.account.AccountRefusal.AccountNotOpen;
import dev.cairn.bank.account.AccountRefusal.AmountNotPositive;
import dev.cairn.bank.account.AccountRefusal.BalanceTooLarge;
import dev.cairn.bank.account.AccountRefusal.CurrencyMismatch;
import dev.cairn.bank.account.AccountRefusal.InsufficientFunds;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import java.util.Currency;
import java.util.Optional;

/**
 * The rules of an account: it is opened once, is kept in one currency, never goes below zero and
 * never holds more than {@link Money#MINOR_MAX}.
 */
public final class AccountDecider implements Decider<AccountCommand, Account, AccountEvent> {

  @Override
  public Account initialState() {
    return new Account.Unopened();
  }

  @Override
  public Decision<AccountEvent> decide(AccountCommand command, Account state) {
    return switch (state) {
      case Account.Unopened() -> open(command);
      case Account.Open account -> decide(command, account);
    };
  }

  private static Decision<AccountEvent> open(AccountCommand command) {
    return switch (command) {
      case OpenAccount(long customer, PersonName owner, Currency currency) ->
          Decision.accepted(new AccountOpened(customer, owner, currency));
      case Deposit _, Withdraw _, SendTransfer _, ReceiveTransfer _ ->
          Decision.refused(new AccountNotOpen());
    };
  }

  private static Decision<AccountEvent> decide(AccountCommand command, Account.Open account) {
    long customer = account.customer();
    return switch (command) {
      case OpenAccount _ -> Decision.refused(new AccountAlreadyOpen());
      case Deposit(Money in, String reference) ->
          in(account, in, new FundsDeposited(customer, in.minor(), in.currency(), reference));
      case Withdraw(Money out, String reference) ->
          out(account, out, new FundsWithdrawn(customer, out.minor(), out.currency(), reference));
      case SendTransfer(String transfer, AccountId to, Money out, String reference) ->
          out(
              account,
              out,
              new TransferSent(
                  customer, transfer, to.value(), out.minor(), out.currency(), reference));
      case ReceiveTransfer(String transfer, AccountId from, Money in, String reference) ->
          in(
              account,
              in,
              new TransferReceived(
                  customer, transfer, from.value(), in.minor(), in.currency(), reference));
    };
  }

  private static Decision<AccountEvent> in(Account.Open account, Money amount, AccountEvent event) {
    Money balance = account.balance();
    return unfit(account, amount)
        .or(() ->
            Money.holds(balance.minor() + amount.minor())
                ? Optional.empty()
                : Optional.of(new BalanceTooLarge(balance, amount)))
        .map(Decision::<AccountEvent>refused)
        .orElseGet(() -> Decision.accepted(event));
  }

  private static Decision<AccountEvent> out(
      Account.Open account, Money amount, AccountEvent event) {
    Money balance = account.balance();
    return unfit(account, amount)
        .or(() ->
            balance.minor() >= amount.minor()
                ? Optional.empty()
                : Optional.of(new InsufficientFunds(balance, amount)))
        .map(Decision::<AccountEvent>refused)
        .orElseGet(() -> Decision.accepted(event));
  }

  private static Optional<AccountRefusal> unfit(Account.Open account, Money amount) {
    Currency currency = account.balance().currency();
    if (!currency.equals(amount.currency())) {
      return Optional.of(new CurrencyMismatch(currency, amount.currency()));
    }
    return amount.minor() > 0 ? Optional.empty() : Optional.of(new AmountNotPositive(amount));
  }

  @Override
  public Account evolve(Account state, AccountEvent event) {
    return switch (state) {
      case Account.Unopened unopened ->
          event instanceof AccountOpened(long customer, PersonName owner, Currency currency)
              ? new Account.Open(customer, owner, new Money(0, currency))
              : unopened;
      case Account.Open account -> evolve(account, event);
    };
  }

  private static Account evolve(Account.Open account, AccountEvent event) {
    return switch (event) {
      case AccountOpened _ -> account;
      case FundsDeposited deposited -> account.plus(deposited.amount());
      case TransferReceived received -> account.plus(received.amount());
      case FundsWithdrawn withdrawn -> account.plus(-withdrawn.amount());
      case TransferSent sent -> account.plus(-sent.amount());
    };
  }
}
