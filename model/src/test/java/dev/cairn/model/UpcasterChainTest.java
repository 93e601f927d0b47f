package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.model.ShopEvent.AccountOpened;
import dev.cairn.model.ShopEvent.FundsDeposited;
import dev.cairn.model.ShopEvent.ItemSold;
import dev.cairn.model.ShopEvent.Name;
import dev.cairn.model.ShopEvent.ShopClosed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Chains of upcasters, and the codecs they are joined to. */
class UpcasterChainTest {

  private final JsonCodec<ShopEvent> plain = JsonCodec.forSealed(ShopEvent.class);
  private final JsonCodec<ShopEvent> codec = plain.withUpcasters(ShopUpcasters.all());

  @Test
  void eventsOfEveryFormAreReadAsTodays() {
    assertReads(
        "AccountOpened 1 {'owner':'Ann Dyk','firstDeposit':50}",
        new AccountOpened(new Name("Ann", "Dyk")),
        new FundsDeposited(50, "USD"));
    assertReads("AccountOpened 2 {'owner':'Ann Dyk'}", new AccountOpened(new Name("Ann", "Dyk")));
    assertReads("CashPaidIn 1 {'cents':7}", new FundsDeposited(7, "USD"));
    assertReads("DoorOpened 1 {}");
    assertReads("BasketSold 1 {'items':['tea','milk']}", new ItemSold("tea"), new ItemSold("milk"));
  }

  @Test
  void todaysEventsAreReadAndWrittenAsWithoutUpcasters() {
    for (ShopEvent event : List.of(new FundsDeposited(7, "EUR"), new ShopClosed(List.of("rain")))) {
      assertEquals(plain.encode(event), codec.encode(event));
      assertEquals(List.of(event), codec.decode(codec.encode(event)));
    }
  }

  @Test
  void readingStaysTolerant() {
    assertReads("FundsDeposited 1 {'amount':1,'by':{'x':[]}}", new FundsDeposited(1, "USD"));
  }

  @Test
  void theTypesThatAreReadIncludeThoseThatAreLifted() {
    assertEquals(
        Stream.of(
                "AccountOpened",
                "BasketSold",
                "CashPaidIn",
                "DoorOpened",
                "FundsDeposited",
                "ItemSold",
                "ShopClosed")
            .map(EventType::of)
            .collect(Collectors.toSet()),
        codec.types());
    assertEquals(
        "[AccountOpened schema 1, AccountOpened schema 2, AccountOpened schema 3, BasketSold schema 1,"
            + " CashPaidIn schema 1, DoorOpened schema 1, FundsDeposited schema 1,"
            + " FundsDeposited schema 2, ItemSold schema 1, ShopClosed schema 1]",
        codec.forms().toString());
  }

  @Test
  void unknownTypesReachTheirHandlerWhicheverIsSaidFirst() {
    for (JsonCodec<ShopEvent> one :
        List.of(
            codec.onUnknown(event -> List.of(new ItemSold(event.type().value()))),
            plain
                .onUnknown(event -> List.of(new ItemSold(event.type().value())))
                .withUpcasters(ShopUpcasters.all()))) {
      assertEquals(
          List.of(new ItemSold("Unheard")), one.decode(UpcastersTest.stored("Unheard 1 {}")));
      assertEquals(
          List.of(new FundsDeposited(7, "USD")),
          one.decode(UpcastersTest.stored("CashPaidIn 1 {'cents':7}")));
    }
    assertThrows(
        UnknownEventTypeException.class, () -> codec.decode(UpcastersTest.stored("Unheard 1 {}")));
  }

  @Test
  void anEventThatIsNewerThanTheCodeIsTooNew() {
    assertUnreadable("FundsDeposited 3 {}", "too new");
    assertUnreadable("CashPaidIn 2 {}", "known are");
  }

  @Test
  void whatCannotBeReadAfterItWasLiftedIsNamedAsItIsStored() {
    assertUnreadable("CashPaidIn 1 {}", "lifted to FundsDeposited schema 2, its data do not fit");
    assertUnreadable("AccountOpened 1 {}", "the step from AccountOpened schema 2 failed");
  }

  private void assertUnreadable(String stored, String reason) {
    UnreadableEventException error =
        assertThrows(
            UnreadableEventException.class, () -> codec.decode(UpcastersTest.recorded(stored)));
    assertEquals(
        EventForm.of(UpcastersTest.stored(stored)), new EventForm(error.type(), error.schema()));
    assertTrue(error.toString().contains("position 42"), error::toString);
    assertTrue(error.toString().contains(reason), error::toString);
  }

  private void assertReads(String stored, ShopEvent... events) {
    assertEquals(List.of(events), codec.decode(UpcastersTest.stored(stored)));
  }

  @Test
  void gapsCyclesAndRivalsAreNamedAllAtOnce() {
    assertFaults(
        () ->
            Upcasters.of(
                Upcaster.from("A", 1),
                Upcaster.from("A", 1).to("B", 1),
                Upcaster.from("A", 4),
                Upcaster.from("C", 1).to("D", 3),
                Upcaster.from("E", 1).to("F", 1),
                Upcaster.from("F", 1).to("E", 1),
                Upcaster.from("G", 1).to("G", 1)),
        "two steps lead from A schema 1, to [A schema 2] and to [B schema 1]",
        "no step leads from A schema 2, but one leads from A schema 4",
        "no step leads from A schema 3, but one leads from A schema 4",
        "no step leads from D schema 1, but the one from C schema 1 leads to D schema 3",
        "no step leads from D schema 2, but the one from C schema 1 leads to D schema 3",
        "a cycle: E schema 1 to F schema 1 to E schema 1",
        "a cycle: G schema 1 to G schema 1");
  }

  @Test
  void aStepBackIsACycle() {
    assertFaults(
        () -> Upcasters.of(Upcaster.from("A", 1), Upcaster.from("A", 2).to("A", 1)),
        "a cycle: A schema 1 to A schema 2 to A schema 1");
  }

  @Test
  void aCodecWhoseOlderSchemasHaveNoStepIsRefused() {
    assertFaults(
        () -> plain.withUpcasters(Upcasters.none()),
        "no step leads from AccountOpened schema 1, but the codec reads schema 3",
        "no step leads from AccountOpened schema 2, but the codec reads schema 3",
        "no step leads from FundsDeposited schema 1, but the codec reads schema 2");
  }

  @Test
  void aChainThatEndsAtNothingThatIsReadIsRefused() {
    assertFaults(
        () ->
            plain.withUpcasters(
                ShopUpcasters.with(
                    Upcaster.from("FundsDeposited", 2).and("FeePaid", 1),
                    Upcaster.from("Old", 1).to("Older", 1))),
        "steps lead up to FundsDeposited schema 3, but the codec reads schema 2",
        "the step from FundsDeposited schema 2 leads to FeePaid schema 1, which the codec does not read",
        "the step from Old schema 1 leads to Older schema 1, which the codec does not read");
  }

  @Test
  void thoseOfTwoCodecsAreJoinedUnlessTheyContradict() {
    Upcasters other = Upcasters.of(Upcaster.from("Other", 1));
    Set<EventForm> both = new TreeSet<>(ShopUpcasters.all().forms());
    both.addAll(other.forms());

    assertEquals(both, ShopUpcasters.all().and(other).forms());
    assertEquals(other.forms(), other.and(other).forms());
    assertFaults(
        () -> other.and(Upcasters.of(Upcaster.from("Other", 1).toNothing())),
        "two steps lead from Other schema 1, to [Other schema 2] and to []");
  }

  private static void assertFaults(Executable joining, String... expected) {
    List<String> faults = assertThrows(InvalidUpcastersException.class, joining).faults();
    assertEquals(expected.length, faults.size(), faults::toString);
    for (int i = 0; i < expected.length; i++) {
      String fault = faults.get(i);
      assertTrue(fault.startsWith(expected[i]), fault);
    }
  }
}
