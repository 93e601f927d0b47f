package dev.cairn.model.testkit.account;

import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.testkit.account.Account.Phase;
import dev.cairn.model.testkit.account.AccountCommand.CloseAccount;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountCommand.WithdrawAbroad;
import dev.cairn.model.testkit.account.AccountEvent.AccountClosed;
import dev.cairn.model.testkit.account.AccountEvent.AccountFrozen;
import dev.cairn.model.testkit.account.AccountEvent.AccountOpened;
import dev.cairn.model.testkit.account.AccountEvent.FundsDeposited;
import dev.cairn.model.testkit.account.AccountEvent.FundsWithdrawn;
import dev.cairn.model.testkit.account.AccountRefusal.AmountNotPositive;
import dev.cairn.model.testkit.account.AccountRefusal.BalanceTooLarge;
import dev.cairn.model.testkit.account.AccountRefusal.Frozen;
import dev.cairn.model.testkit.account.AccountRefusal.InsufficientFunds;
import dev.cairn.model.testkit.account.AccountRefusal.NotEmpty;
import dev.cairn.model.testkit.account.AccountRefusal.NotOpen;
import dev.cairn.model.testkit.account.AccountRefusal.OpenAlready;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The rules of a bank account: never below zero, never used after its end. */
public final class AccountDecider implements Decider<AccountCommand, Account, AccountEvent> {

  /** The most an account holds. */
  public static final long BALANCE_MAX = 1_000_000_000_000_000L;

  /** Accounts as aggregates. */
  public static final AggregateType<AccountCommand, Account, AccountEvent> ACCOUNT =
      AggregateType.of("account", new AccountDecider(), JsonCodec.forSealed(AccountEvent.class));

  /** The one set of rules. */
  public AccountDecider() {}

  @Override
  public Account initialState() {
    return Account.NONE;
  }

  @Override
  public boolean isTerminal(Account account) {
    return account.phase() == Phase.CLOSED;
  }

  @Override
  public Decision<AccountEvent> decide(AccountCommand command, Account account) {
    if (command instanceof OpenAccount(long balance)) {
      return open(balance, account);
    }
    return account.phase() == Phase.OPEN
        ? decideOpen(command, account)
        : Decision.refused(new NotOpen());
  }

  private static Decision<AccountEvent> open(long balance, Account account) {
    if (account.phase() == Phase.OPEN) {
      return Decision.refused(new OpenAlready());
    }
    return balance < 0
        ? Decision.refused(new AmountNotPositive(balance))
        : Decision.accepted(new AccountOpened(balance));
  }

  private static Decision<AccountEvent> decideOpen(AccountCommand command, Account account) {
    return switch (command) {
      case OpenAccount _ -> Decision.refused(new OpenAlready());
      case Deposit(long amount) -> deposit(amount, account);
      case Withdraw(long amount) -> withdraw(amount, account);
      case WithdrawAbroad(long amount, BigDecimal rate) -> withdraw(cents(amount, rate), account);
      case Freeze() when account.frozen() -> Decision.nothing();
      case Freeze() -> Decision.accepted(new AccountFrozen());
      case CloseAccount() when account.balance() > 0 ->
          Decision.refused(new NotEmpty(account.balance()));
      case CloseAccount() -> Decision.accepted(new AccountClosed());
    };
  }

  private static Decision<AccountEvent> deposit(long amount, Account account) {
    if (amount <= 0) {
      return Decision.refused(new AmountNotPositive(amount));
    }
    return amount > BALANCE_MAX - account.balance()
        ? Decision.refused(new BalanceTooLarge(BALANCE_MAX))
        : Decision.accepted(new FundsDeposited(amount));
  }

  private static Decision<AccountEvent> withdraw(long amount, Account account) {
    if (amount <= 0) {
      return Decision.refused(new AmountNotPositive(amount));
    }
    if (account.frozen()) {
      return Decision.refused(new Frozen());
    }
    return amount > account.balance()
        ? Decision.refused(new InsufficientFunds(account.balance(), amount))
        : Decision.accepted(new FundsWithdrawn(amount));
  }

  private static long cents(long amount, BigDecimal rate) {
    return rate.multiply(BigDecimal.valueOf(amount)).setScale(0, RoundingMode.CEILING).longValue();
  }

  @Override
  public Account evolve(Account account, AccountEvent event) {
    return switch (event) {
      case AccountOpened(long balance) -> Account.open(balance);
      case FundsDeposited(long amount) -> account.plus(amount);
      case FundsWithdrawn(long amount) -> account.plus(-amount);
      case AccountFrozen() -> new Account(account.phase(), account.balance(), true);
      case AccountClosed() -> new Account(Phase.CLOSED, account.balance(), account.frozen());
    };
  }
}
