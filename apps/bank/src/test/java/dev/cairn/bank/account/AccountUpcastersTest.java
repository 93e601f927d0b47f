package dev.cairn.bank.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.bank.account.AccountEvent.AccountOpened;
import dev.cairn.bank.account.AccountEvent.FundsDeposited;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.testkit.DeciderFixture;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountUpcastersTest {

  private static final Currency USD = Currency.getInstance("USD");
  private static final Currency EUR = Currency.getInstance("EUR");

  private static List<AccountEvent> read(String type, int schema, String json) {
    return Account.CODEC.decode(
        new EncodedEvent(EventType.of(type), schema, Payload.json(json.replace('\'', '"'))));
  }

  @Test
  void aDepositThatHasOnlyAnAmountGetsADefaultCurrency() {
    assertEquals(
        List.of(new FundsDeposited(7, 100, USD, "Cash")),
        read("FundsDeposited", 1, "{'customer':7,'amount':100,'reference':'Cash'}"));
    assertEquals(
        List.of(new FundsDeposited(7, 100, EUR, "")),
        read("FundsDeposited", 1, "{'customer':7,'amount':100,'currency':'EUR','reference':''}"));
  }

  @Test
  void anOwnersNameIsSplitInTwoAndReadsAsItDid() {
    for (PersonName name :
        List.of(
            new PersonName("Ada", "Lovelace"),
            new PersonName("Karl Friedrich", "Gauß"),
            new PersonName("Plato", ""),
            new PersonName("Ibn ", "Sina"))) {
      String opening = "{'customer':7,'owner':'%s','currency':'USD'}".formatted(name.toString());
      for (int schema : List.of(1, 2)) {
        assertEquals(
            List.of(new AccountOpened(7, name, USD)), read("AccountOpened", schema, opening));
      }
    }
  }

  @Test
  void anOpeningThatCarriedAFirstDepositIsTwoEvents() {
    String opening = "{'customer':7,'owner':'Ada','currency':'EUR','firstDeposit':%s}";
    AccountEvent opened = new AccountOpened(7, PersonName.of("Ada"), EUR);
    assertEquals(
        List.of(opened, new FundsDeposited(7, 50, EUR, "First deposit")),
        read("AccountOpened", 1, opening.formatted("50")));
    assertEquals(List.of(opened), read("AccountOpened", 1, opening.formatted("0")));
    assertEquals(List.of(opened), read("AccountOpened", 1, opening.formatted("null")));
  }

  @Test
  void anAccountIsDecidedOnWhatItsOldEventsSay() {
    DeciderFixture.of(Account.TYPE)
        .given(
            read(
                "AccountOpened",
                1,
                "{'customer':7,'owner':'Ada','currency':'USD','firstDeposit':50}"))
        .given(read("FundsDeposited", 1, "{'customer':7,'amount':25,'reference':''}"))
        .when(new AccountCommand.Withdraw(new Money(75, USD), ""))
        .thenState(new Account.Open(7, PersonName.of("Ada"), new Money(0, USD)));
  }
}
