package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class UpcastersTest {

  private static final UUID ID = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  private final Upcasters shop = ShopUpcasters.all();

  /** The exercise of the course. */
  @Test
  void anEventThatHasOnlyAnAmountGetsADefaultCurrency() {
    assertLifts(
        "FundsDeposited 1 {'amount':100}", "FundsDeposited 2 {'amount':100,'currency':'USD'}");
  }

  @Test
  void aFieldThatIsThereKeepsItsValueAndOneThatIsNullGetsTheDefault() {
    assertLifts(
        "FundsDeposited 1 {'amount':1,'currency':'EUR'}",
        "FundsDeposited 2 {'amount':1,'currency':'EUR'}");
    assertLifts("FundsDeposited 1 {'currency':null}", "FundsDeposited 2 {'currency':'USD'}");
  }

  @Test
  void typesAreMergedAndFieldsRenamed() {
    assertLifts("CashPaidIn 1 {'cents':7}", "FundsDeposited 2 {'amount':7,'currency':'USD'}");
  }

  @Test
  void oneEventBecomesTwoWhichAreLiftedOnInTheirOrder() {
    assertLifts(
        "AccountOpened 1 {'owner':'Ann van Dyk','firstDeposit':50}",
        "AccountOpened 3 {'owner':{'first':'Ann van','last':'Dyk'}}",
        "FundsDeposited 2 {'amount':50,'currency':'USD'}");
  }

  @Test
  void aPartOfASplitHappensOnlyWhereItsConditionHolds() {
    assertLifts(
        "AccountOpened 1 {'owner':'Plato'}",
        "AccountOpened 3 {'owner':{'first':'','last':'Plato'}}");
  }

  @Test
  void aFunctionMakesAsManyEventsAsThereAre() {
    assertLifts(
        "BasketSold 1 {'items':['tea','milk']}",
        "ItemSold 1 {'item':'tea'}",
        "ItemSold 1 {'item':'milk'}");
    assertLifts("BasketSold 1 {'items':[]}");
  }

  @Test
  void anEventIsDropped() {
    assertLifts("DoorOpened 1 {'by':'Ann'}");
  }

  @Test
  void whatNoStepLeadsFromIsTheSameObject() {
    for (String text :
        List.of("FundsDeposited 2 {}", "FundsDeposited 3 {}", "Unheard 1 []", "ItemSold 1 {}")) {
      EncodedEvent stored = stored(text);
      assertSame(stored, shop.lift(stored).getFirst());
    }
    EncodedEvent image =
        new EncodedEvent(EventType.of("Seen"), 1, Payload.of("image/png", new byte[1]));
    assertSame(image, shop.lift(image).getFirst());
  }

  @Test
  void everyDigitAndTheOrderOfFieldsAreKept() {
    assertLifts(
        "FundsDeposited 1 {'z':0.00,'a':12345678901234567890123.45678901234567890,'m':1E+30,'u':'\\u00e9'}",
        "FundsDeposited 2 {'z':0.00,'a':12345678901234567890123.45678901234567890,'m':1E+30,'u':'é','currency':'USD'}");
  }

  private void assertLifts(String stored, String... expected) {
    List<EncodedEvent> lifted = shop.lift(stored(stored));
    assertEquals(Stream.of(expected).map(UpcastersTest::stored).toList(), lifted);
  }

  @Test
  void valuesAreMovedAndObjectsMadeOnTheWay() {
    Upcaster step =
        Upcaster.from("A", 1)
            .moving("/amount", "/money/value/minor")
            .moving("/absent", "/nowhere/at/all")
            .renaming("a/b~c", "plain")
            .adding("note", JsonNodeFactory.instance.arrayNode().add(1))
            .adding("count", 3);
    assertEquals(
        stored("A 2 {'money':{'x':1,'value':{'minor':5}},'plain':true,'note':[1],'count':3}"),
        only(step, "A 1 {'amount':5,'money':{'x':1},'a/b~c':true}"));
  }

  @Test
  void nothingIsWrittenOver() {
    assertUnliftable(
        Upcaster.from("A", 1).renaming("a", "b"),
        "A 1 {'a':1,'b':2}",
        "there is a value at '/b' already");
    assertUnliftable(
        Upcaster.from("A", 1).moving("/a", "/b/c"), "A 1 {'a':1,'b':2}", "'b', which is no object");
  }

  @Test
  void aPlaceThatIsAllOfTheDataIsRefused() {
    Upcaster step = Upcaster.from("A", 1);
    assertThrows(IllegalArgumentException.class, () -> step.moving("", "/a"));
    assertThrows(IllegalArgumentException.class, () -> step.moving("/a", ""));
    assertThrows(IllegalArgumentException.class, () -> step.moving("a", "/b"));
  }

  @Test
  void aStepThatSaidAllItLeadsToTakesNoMore() {
    Upcaster dropped = Upcaster.from("A", 1).toNothing();
    Upcaster free = Upcaster.from("A", 1).into(List.of(EventForm.of("B", 1)), _ -> List.of());
    assertThrows(IllegalStateException.class, () -> dropped.adding("a", 1));
    assertThrows(IllegalStateException.class, () -> free.and("C", 1));
    assertThrows(IllegalArgumentException.class, () -> Upcaster.from("A", 0));
  }

  @Test
  void aFunctionCannotHarmWhatOthersSee() {
    ObjectNode shared = JsonNodeFactory.instance.objectNode().put("v", 1);
    List<ObjectNode> kept = new ArrayList<>();
    Upcasters steps =
        Upcasters.of(
            Upcaster.from("A", 1)
                .where(tree -> tree.remove("v") != null)
                .changing(tree -> {
                  kept.add(tree);
                  return shared;
                })
                .adding("w", 2)
                .and("B", 1)
                .where(tree -> tree.put("v", 9) != null)
                .changing(tree -> tree.put("kept", kept.size())));
    EncodedEvent stored = stored("A 1 {'v':5}");

    List<EncodedEvent> lifted = steps.lift(stored);

    assertEquals(List.of(stored("A 2 {'v':1,'w':2}"), stored("B 1 {'v':5,'kept':1}")), lifted);
    assertEquals("{\"v\":1}", shared.toString());
    assertEquals("{\"v\":5}", kept.getFirst().toString());
    assertEquals(stored("A 1 {'v':5}"), stored);
  }

  @Test
  void aFunctionThatFailsIsAnErrorThatNamesItsStep() {
    Upcaster fails =
        Upcaster.from("A", 1)
            .changing(_ -> {
              throw new IllegalStateException("what is this");
            });
    assertUnliftable(fails, "A 1 {}", "the step from A schema 1 failed: ", "what is this");
    assertUnliftable(
        Upcaster.from("A", 1).where(tree -> tree.get("no").isNull()),
        "A 1 {}",
        "the step from A schema 1 failed");
  }

  @Test
  @SuppressWarnings("NullAway") // It is what is tested.
  void whatIsNotDeclaredOrIsNothingAtAllIsAnErrorThatNamesTheStep() {
    assertUnliftable(
        Upcaster.from("A", 1)
            .into(List.of(EventForm.of("A", 2)), tree -> List.of(EventTree.of("B", 1, tree))),
        "A 1 {}",
        "the step from A schema 1 failed",
        "it gave B schema 1, which it does not declare; declared are [A schema 2]");
    assertUnliftable(
        Upcaster.from("A", 1).changing(_ -> null), "A 1 {}", "the step from A schema 1 failed");
  }

  @Test
  void dataThatAreNoObjectCannotBeLifted() {
    Upcaster step = Upcaster.from("A", 1);
    assertUnliftable(step, "A 1 [1]", "no JSON object");
    EncodedEvent image =
        new EncodedEvent(EventType.of("A"), 1, Payload.of("image/png", new byte[1]));
    UnreadableEventException error =
        assertThrows(UnreadableEventException.class, () -> Upcasters.of(step).lift(image));
    assertTrue(error.reason().contains("image/png"), error::reason);
  }

  @Test
  void oneEventBecomesAThousandAtMost() {
    Upcaster many =
        Upcaster.from("A", 1)
            .into(
                List.of(EventForm.of("B", 1)),
                tree ->
                    Stream.generate(() -> EventTree.of("B", 1, tree))
                        .limit(tree.get("n").intValue())
                        .toList());
    assertEquals(Upcasters.EVENTS_MAX, Upcasters.of(many).lift(stored("A 1 {'n':1000}")).size());
    assertUnliftable(many, "A 1 {'n':1001}", "the step from A schema 1 makes more than 1000");
  }

  private static void assertUnliftable(Upcaster step, String stored, String... reasons) {
    UnreadableEventException error =
        assertThrows(UnreadableEventException.class, () -> Upcasters.of(step).lift(stored(stored)));
    for (String reason : reasons) {
      assertTrue(error.reason().contains(reason), error::reason);
    }
  }

  private static EncodedEvent only(Upcaster step, String stored) {
    return Upcasters.of(step).lift(stored(stored)).getFirst();
  }

  @Test
  void severalOfARecordedEventShareItsPlaceAndAreNumbered() {
    RecordedEvent event = recorded("AccountOpened 1 {'owner':'Ann Dyk','firstDeposit':50}");

    List<RecordedEvent> lifted = shop.lift(event);

    assertEquals(
        List.of("42.1", "42.2"), lifted.stream().map(one -> one.position().toString()).toList());
    assertEquals(List.of(3, 2), lifted.stream().map(RecordedEvent::schema).toList());
    for (RecordedEvent one : lifted) {
      assertTrue(one.position().isAfter(event.position()));
      assertTrue(Position.of(43).isAfter(one.position()));
      assertEquals(event.stream(), one.stream());
      assertEquals(event.version(), one.version());
      assertEquals(event.timestamp(), one.timestamp());
      assertEquals(event.tags(), one.tags());
      assertEquals(event.metadata(), one.metadata());
    }
  }

  /** {@code uuidgen --sha1 --namespace @dns --name 1} gives the same. */
  @Test
  void theIdsOfChildrenComeFromTheirParentAndNumber() {
    RecordedEvent event = recorded("BasketSold 1 {'items':['tea','milk']}");

    List<UUID> ids = shop.lift(event).stream().map(RecordedEvent::id).toList();

    assertEquals(ids, shop.lift(event).stream().map(RecordedEvent::id).toList());
    assertEquals(
        List.of(
            UUID.fromString("b04965e6-a9bb-591f-8f8a-1adcb2c8dc39"),
            UUID.fromString("4b166dbe-d99d-5091-abdd-95b83330ed3a")),
        ids);
  }

  @Test
  void aRecordedEventThatStaysOneKeepsItsIdAndPosition() {
    RecordedEvent event = recorded("CashPaidIn 1 {'cents':7}");

    RecordedEvent lifted = shop.lift(event).getFirst();

    assertEquals(event.id(), lifted.id());
    assertEquals(event.position(), lifted.position());
    assertEquals(EventType.of("FundsDeposited"), lifted.type());
    assertEquals(List.of(), shop.lift(recorded("DoorOpened 1 {}")));
    RecordedEvent today = recorded("FundsDeposited 2 {}");
    assertSame(today, shop.lift(today).getFirst());
  }

  @Test
  void anErrorNamesThePlaceOfTheEvent() {
    UnreadableEventException error =
        assertThrows(
            UnreadableEventException.class, () -> shop.lift(recorded("AccountOpened 1 []")));
    assertEquals(Optional.of(Position.of(42)), error.position());
    assertTrue(
        error.toString().contains("at position 42, version 3 of stream 'account-1'"),
        error::toString);
  }

  static EncodedEvent stored(String text) {
    String[] parts = text.split(" ", 3);
    return new EncodedEvent(
        EventType.of(parts[0]),
        Integer.parseInt(parts[1]),
        Payload.json(parts[2].replace('\'', '"')));
  }

  static RecordedEvent recorded(String text) {
    EncodedEvent form = stored(text);
    return new EventRecord(
        Position.of(42),
        StreamId.of("account", "1"),
        Version.of(3),
        ID,
        form.type(),
        form.schema(),
        Instant.parse("2025-12-28T10:00:00Z"),
        Set.of(Tag.of("customer:7")),
        form.data(),
        Payload.json("{\"actor\":\"ann\"}"));
  }
}
