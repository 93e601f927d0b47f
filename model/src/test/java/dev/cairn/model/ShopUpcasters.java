package dev.cairn.model;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The past of {@link ShopEvent}: an example of each kind of step. */
final class ShopUpcasters {

  private ShopUpcasters() {}

  static Upcasters all() {
    return with();
  }

  /** All and more. */
  static Upcasters with(Upcaster... more) {
    return Upcasters.of(Stream.concat(steps(), Stream.of(more)).toArray(Upcaster[]::new));
  }

  private static Stream<Upcaster> steps() {
    return Stream.of(
        Upcaster.from("FundsDeposited", 1).adding("currency", "USD"),
        // A type that was merged into another one, with a field that was called otherwise.
        Upcaster.from("CashPaidIn", 1).to("FundsDeposited", 1).renaming("cents", "amount"),
        // One event that became two.
        Upcaster.from("AccountOpened", 1)
            .removing("firstDeposit")
            .and("FundsDeposited", 1)
            .where(opening -> opening.hasNonNull("firstDeposit"))
            .changing(ShopUpcasters::deposit),
        Upcaster.from("AccountOpened", 2)
            .changing(ShopUpcasters::split)
            .moving("/first", "/owner/first")
            .moving("/last", "/owner/last"),
        // As many events as the old one had lines.
        Upcaster.from("BasketSold", 1)
            .into(List.of(EventForm.of("ItemSold", 1)), ShopUpcasters::items),
        Upcaster.from("DoorOpened", 1).toNothing());
  }

  private static ObjectNode deposit(ObjectNode opening) {
    long amount = opening.get("firstDeposit").longValue();
    return opening.removeAll().put("amount", amount);
  }

  private static ObjectNode split(ObjectNode opening) {
    String name = opening.remove("owner").stringValue();
    int space = name.lastIndexOf(' ');
    return opening
        .put("first", name.substring(0, Math.max(0, space)))
        .put("last", name.substring(space + 1));
  }

  private static List<EventTree> items(ObjectNode basket) {
    return basket
        .get("items")
        .valueStream()
        .map(item -> EventTree.of("ItemSold", 1, basket.objectNode().set("item", item)))
        .toList();
  }
}
