package dev.cairn.model.testkit;

import dev.cairn.model.Ended;
import dev.cairn.model.testkit.account.Account;
import dev.cairn.model.testkit.account.AccountCommand;
import dev.cairn.model.testkit.account.AccountCommand.CloseAccount;
import dev.cairn.model.testkit.account.AccountCommand.Deposit;
import dev.cairn.model.testkit.account.AccountCommand.Freeze;
import dev.cairn.model.testkit.account.AccountCommand.OpenAccount;
import dev.cairn.model.testkit.account.AccountCommand.Withdraw;
import dev.cairn.model.testkit.account.AccountCommand.WithdrawAbroad;
import dev.cairn.model.testkit.account.AccountDecider;
import dev.cairn.model.testkit.account.AccountEvent;
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
import org.junit.jupiter.api.Test;

/** The rules of the account, as sentences. */
class AccountDeciderTest {

  private final DeciderFixture<AccountCommand, Account, AccountEvent> account =
      DeciderFixture.of(AccountDecider.ACCOUNT);

  @Test
  void moreThanThereIsCannotBeWithdrawn() {
    account
        .given(new AccountOpened(50))
        .when(new Withdraw(100))
        .thenRefused(InsufficientFunds.class)
        .thenRefused(new InsufficientFunds(50, 100))
        .thenState(Account.open(50));
  }

  @Test
  void whatThereIsCanBeWithdrawnToTheLastCent() {
    account
        .given(new AccountOpened(50), new FundsDeposited(50))
        .when(new Withdraw(100))
        .thenEvents(new FundsWithdrawn(100))
        .thenState(Account.open(0));
  }

  @Test
  void aDepositIsAddedToTheBalance() {
    account
        .given(new AccountOpened(50))
        .when(new Deposit(25))
        .thenEvents(new FundsDeposited(25))
        .thenState(Account.open(75));
  }

  @Test
  void anAmountIsPositive() {
    account.given(new AccountOpened(50)).when(new Deposit(0)).thenRefused(new AmountNotPositive(0));
    account
        .given(new AccountOpened(50))
        .when(new Withdraw(-1))
        .thenRefused(new AmountNotPositive(-1));
  }

  @Test
  void aBalanceNeverOverflows() {
    account
        .given(new AccountOpened(1))
        .when(new Deposit(Long.MAX_VALUE))
        .thenRefused(BalanceTooLarge.class);
  }

  @Test
  void anAccountIsOpenedOnce() {
    account.when(new OpenAccount(50)).thenEvents(new AccountOpened(50));
    account.given(new AccountOpened(50)).when(new OpenAccount(1)).thenRefused(OpenAlready.class);
    account.when(new Deposit(1)).thenRefused(NotOpen.class);
  }

  @Test
  void whatIsSoAlreadyChangesNothing() {
    account.given(new AccountOpened(50)).when(new Freeze()).thenEvents(new AccountFrozen());
    account
        .given(new AccountOpened(50), new AccountFrozen())
        .when(new Freeze())
        .thenNothing()
        .thenState(new Account(Account.Phase.OPEN, 50, true));
  }

  @Test
  void nothingLeavesAFrozenAccount() {
    account
        .given(new AccountOpened(50), new AccountFrozen())
        .when(new Withdraw(1))
        .thenRefused(Frozen.class);
  }

  @Test
  void aFactFromOutsideEntersAsDataOfTheCommand() {
    account
        .given(new AccountOpened(1_000))
        .when(new WithdrawAbroad(5, new BigDecimal("108.37")))
        .thenEvents(new FundsWithdrawn(542));
  }

  @Test
  void aClosedAccountTakesNoCommandAtAll() {
    account.given(new AccountOpened(1)).when(new CloseAccount()).thenRefused(new NotEmpty(1));
    DeciderFixture<AccountCommand, Account, AccountEvent> closed =
        account.given(new AccountOpened(0), new AccountClosed());
    closed.when(new Deposit(1)).thenRefused(new Ended());
    closed.when(new OpenAccount(1)).thenRefused(new Ended());
    closed.when(new CloseAccount()).thenRefused(new Ended());
  }
}
