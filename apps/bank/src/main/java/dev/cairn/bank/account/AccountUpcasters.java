package dev.cairn.bank.account;

import dev.cairn.model.Upcaster;
import dev.cairn.model.Upcasters;
import tools.jackson.databind.node.ObjectNode;

/**
 * What became of the events of earlier releases:
 *
 * <ul>
 *   <li>A deposit named no currency while the bank had dollars only.
 *   <li>An opening carried the first deposit, which is an event of its own since.
 *   <li>An owner had one name, which is kept in two parts since. It is cut at its last space: that
 *       is a guess about who is called how, but both parts together read as they always did.
 * </ul>
 */
final class AccountUpcasters {

  private static final String FIRST_CURRENCY = "USD";

  private AccountUpcasters() {}

  static Upcasters all() {
    return Upcasters.of(
        Upcaster.from("FundsDeposited", 1).adding("currency", FIRST_CURRENCY),
        Upcaster.from("AccountOpened", 1)
            .removing("firstDeposit")
            .and("FundsDeposited", 2)
            .where(opening -> opening.path("firstDeposit").asLong(0) > 0)
            .changing(AccountUpcasters::firstDeposit),
        Upcaster.from("AccountOpened", 2).changing(AccountUpcasters::nameInTwo));
  }

  private static ObjectNode firstDeposit(ObjectNode opening) {
    return opening
        .objectNode()
        .put("customer", opening.get("customer").longValue())
        .put("amount", opening.get("firstDeposit").longValue())
        .put("currency", opening.get("currency").stringValue())
        .put("reference", "First deposit");
  }

  private static ObjectNode nameInTwo(ObjectNode opening) {
    String name = opening.get("owner").stringValue();
    int space = name.lastIndexOf(' ');
    opening
        .putObject("owner")
        .put("first", space < 0 ? name : name.substring(0, space))
        .put("last", space < 0 ? "" : name.substring(space + 1));
    return opening;
  }
}
