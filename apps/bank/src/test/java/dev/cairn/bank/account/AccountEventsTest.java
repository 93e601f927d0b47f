package dev.cairn.bank.account;

import dev.cairn.bank.account.AccountEvent.AccountOpened;
import dev.cairn.bank.account.AccountEvent.FundsDeposited;
import dev.cairn.bank.account.AccountEvent.FundsWithdrawn;
import dev.cairn.bank.account.AccountEvent.TransferReceived;
import dev.cairn.bank.account.AccountEvent.TransferSent;
import dev.cairn.model.testkit.UpcasterConformance;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;

/** Every form in which the bank ever stored an event. */
class AccountEventsTest extends UpcasterConformance<AccountEvent> {

  private static final Currency USD = Currency.getInstance("USD");

  AccountEventsTest() {
    super(Account.CODEC, Path.of("src/test/resources/dev/cairn/bank/account/golden"));
  }

  @Override
  protected List<AccountEvent> examples() {
    return List.of(
        new AccountOpened(7, new PersonName("Ada", "Lovelace"), USD),
        new FundsDeposited(7, 12_50, USD, "Cash"),
        new FundsWithdrawn(7, 5_00, USD, ""),
        new TransferSent(7, "t-1", "4000000001", 1, USD, "Rent"),
        new TransferReceived(7, "t-1", "4000000001", 1, USD, "Rent"));
  }
}
