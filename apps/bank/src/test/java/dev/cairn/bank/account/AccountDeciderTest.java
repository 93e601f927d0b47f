package dev.cairn.bank.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import dev.cairn.model.testkit.DeciderFixture;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class AccountDeciderTest {

  private static final Currency USD = Currency.getInstance("USD");
  private static final Currency EUR = Currency.getInstance("EUR");
  private static final AccountId OTHER = new AccountId("4000000002");
  private static final PersonName ADA = new PersonName("Ada", "Lovelace");
  private static final AccountEvent OPENED = new AccountOpened(7, ADA, USD);

  private final DeciderFixture<AccountCommand, Account, AccountEvent> account =
      DeciderFixture.of(Account.TYPE);

  private static Money usd(long minor) {
    return new Money(minor, USD);
  }

  private static AccountEvent deposited(long minor) {
    return new FundsDeposited(7, minor, USD, "");
  }

  @Test
  void anAccountIsOpenedOnce() {
    account.when(new OpenAccount(7, ADA, USD)).thenEvents(OPENED);
    account
        .given(OPENED)
        .when(new OpenAccount(8, PersonName.of("Bob"), EUR))
        .thenRefused(new AccountAlreadyOpen());
  }

  @Test
  void whatIsNotOpenTakesAndGivesNothing() {
    account.when(new Deposit(usd(1), "")).thenRefused(new AccountNotOpen());
    account.when(new Withdraw(usd(1), "")).thenRefused(new AccountNotOpen());
    account.when(new SendTransfer("t", OTHER, usd(1), "")).thenRefused(new AccountNotOpen());
    account.when(new ReceiveTransfer("t", OTHER, usd(1), "")).thenRefused(new AccountNotOpen());
  }

  @Test
  void moneyGoesInAndOut() {
    account
        .given(OPENED)
        .when(new Deposit(usd(50), "Salary"))
        .thenEvents(new FundsDeposited(7, 50, USD, "Salary"));
    account
        .given(OPENED, deposited(50))
        .when(new Withdraw(usd(50), "Rent"))
        .thenEvents(new FundsWithdrawn(7, 50, USD, "Rent"));
  }

  @Test
  void nobodyTakesOutMoreThanThereIs() {
    account
        .given(OPENED, deposited(50))
        .when(new Withdraw(usd(100), ""))
        .thenRefused(new InsufficientFunds(usd(50), usd(100)));
    account
        .given(OPENED, deposited(50))
        .when(new SendTransfer("t", OTHER, usd(51), ""))
        .thenRefused(new InsufficientFunds(usd(50), usd(51)));
  }

  @Test
  void aTransferHasTwoHalves() {
    account
        .given(OPENED, deposited(50))
        .when(new SendTransfer("t", OTHER, usd(20), "x"))
        .thenEvents(new TransferSent(7, "t", OTHER.value(), 20, USD, "x"));
    account
        .given(OPENED)
        .when(new ReceiveTransfer("t", OTHER, usd(20), "x"))
        .thenEvents(new TransferReceived(7, "t", OTHER.value(), 20, USD, "x"));
  }

  @Test
  void anAmountIsGreaterThanZeroAndInTheCurrencyOfTheAccount() {
    account.given(OPENED).when(new Deposit(usd(0), "")).thenRefused(new AmountNotPositive(usd(0)));
    account
        .given(OPENED, deposited(50))
        .when(new Withdraw(usd(-5), ""))
        .thenRefused(new AmountNotPositive(usd(-5)));
    account
        .given(OPENED)
        .when(new Deposit(new Money(5, EUR), ""))
        .thenRefused(new CurrencyMismatch(USD, EUR));
  }

  @Test
  void anOverflowIsRefused() {
    account
        .given(OPENED, deposited(Money.MINOR_MAX))
        .when(new Deposit(usd(1), ""))
        .thenRefused(new BalanceTooLarge(usd(Money.MINOR_MAX), usd(1)));
    assertThrows(IllegalArgumentException.class, () -> usd(Money.MINOR_MAX + 1));
  }

  @Test
  void whatHappenedNeverFailsEvenWhereNoRuleAllowsIt() {
    Account state = Account.TYPE.decider().fold(new Account.Unopened(), java.util.List.of(OPENED));
    Account after = Account.TYPE.decider().evolve(state, deposited(Long.MAX_VALUE));
    assertEquals(new Account.Open(7, ADA, usd(Money.MINOR_MAX)), after);
  }

  @Test
  void textsThatNobodyCouldReadAreNotTaken() {
    assertThrows(IllegalArgumentException.class, () -> new OpenAccount(1, PersonName.of(""), USD));
    assertThrows(
        IllegalArgumentException.class, () -> new OpenAccount(1, PersonName.of("a\nb"), USD));
    assertThrows(
        IllegalArgumentException.class,
        () -> new OpenAccount(1, new PersonName("a", "\ud800"), USD));
    assertThrows(IllegalArgumentException.class, () -> new Deposit(usd(1), "x".repeat(141)));
  }

  @Test
  void moneyIsShownWithTheDecimalsOfItsCurrency() {
    assertEquals("USD 12.05", usd(1205).toString());
    assertEquals("JPY 1205", Money.of(1205, "JPY").toString());
    assertEquals("EUR -0.07", Money.of(-7, "EUR").toString());
  }
}
