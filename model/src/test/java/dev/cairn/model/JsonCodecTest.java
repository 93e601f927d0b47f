package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.ParcelEvent.CustomsPaid;
import dev.cairn.model.ParcelEvent.DeliveredToDoor;
import dev.cairn.model.ParcelEvent.Money;
import dev.cairn.model.ParcelEvent.ParcelLost;
import dev.cairn.model.ParcelEvent.ParcelSent;
import dev.cairn.model.ParcelEvent.ParcelWeighed;
import dev.cairn.model.ParcelEvent.Speed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

  private static final UUID CODE = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
  private static final Instant AT = Instant.parse("2025-12-28T10:00:00.000001Z");
  private static final ParcelSent SENT =
      new ParcelSent(
          12_000,
          new Money(new BigDecimal("1234567890123456789.10"), "CHF"),
          Speed.FAST,
          AT,
          CODE,
          List.of("für Ölbilder", "\"zerbrechlich\""));

  private final JsonCodec<ParcelEvent> codec = JsonCodec.forSealed(ParcelEvent.class);

  @Test
  void anEventIsStoredUnderTheNameOfItsRecordWithItsComponentsInOrderAndNothingElse() {
    EncodedEvent stored = codec.encode(SENT);

    assertEquals(EventType.of("ParcelSent"), stored.type());
    assertEquals(1, stored.schema());
    assertEquals(
        """
        {"grams":12000,"worth":{"amount":1234567890123456789.10,"currency":"CHF"},"speed":"FAST",\
        "at":"2025-12-28T10:00:00.000001Z","code":"01890a5d-ac96-774b-bcce-b302099a8057",\
        "notes":["für Ölbilder","\\"zerbrechlich\\""]}\
        """,
        stored.data().text());
  }

  @Test
  void everyEventSurvivesTheRoundTrip() {
    List<ParcelEvent> events =
        List.of(
            SENT,
            new ParcelWeighed(1, "kg", "scale 7", Optional.of("wet"), true),
            new ParcelWeighed(2, "kg", null, Optional.empty(), false),
            new CustomsPaid(new Money(new BigDecimal("0.00"), "USD")),
            new CustomsPaid(new Money(new BigDecimal("1E+30"), "ZWL")),
            new DeliveredToDoor(),
            new ParcelLost("at sea"));
    for (ParcelEvent event : events) {
      List<ParcelEvent> back = codec.decode(codec.encode(event));
      assertEquals(1, back.size());
      assertSameValue(event, back.getFirst());
    }
  }

  /** A number with an exponent comes back as the same value written out. */
  private static void assertSameValue(ParcelEvent event, ParcelEvent back) {
    if (event instanceof CustomsPaid(Money(BigDecimal amount, String currency))
        && back instanceof CustomsPaid(Money(BigDecimal read, String readCurrency))) {
      assertEquals(amount.toPlainString(), read.toPlainString());
      assertEquals(currency, readCurrency);
    } else {
      assertEquals(event, back);
    }
  }

  @Test
  void anEventWithoutFieldsIsAnEmptyObject() {
    assertEquals("{}", codec.encode(new DeliveredToDoor()).data().text());
  }

  @Test
  void aRenamedEventIsWrittenUnderItsNameAndReadUnderItsFormerNames() {
    assertEquals(EventType.of("ParcelDelivered"), codec.encode(new DeliveredToDoor()).type());
    for (String name : List.of("ParcelDelivered", "ParcelHandedOver", "Delivered")) {
      assertEquals(List.of(new DeliveredToDoor()), codec.decode(stored(name, 1, "{}")));
    }
  }

  @Test
  void theTypesItReadsIncludeFormerNames() {
    Set<EventType> expected =
        Stream.of(
                "ParcelSent",
                "ParcelWeighed",
                "ParcelSeen",
                "CustomsPaid",
                "ParcelDelivered",
                "ParcelHandedOver",
                "Delivered",
                "ParcelLost")
            .map(EventType::of)
            .collect(Collectors.toSet());
    assertEquals(expected, codec.types());
  }

  @Test
  void fieldsThatNobodyKnowsArePassedOver() {
    assertEquals(
        List.of(new CustomsPaid(new Money(new BigDecimal("5"), "USD"))),
        codec.decode(
            stored(
                "CustomsPaid",
                1,
                "{\"office\":{\"id\":[1,2]},\"duty\":{\"amount\":5,\"currency\":\"USD\",\"x\":null}}")));
  }

  @Test
  void aMissingFieldGetsTheDefaultOfTheCompactConstructor() {
    ParcelWeighed expected = new ParcelWeighed(7, "g", null, Optional.empty(), true);
    assertEquals(
        List.of(expected),
        codec.decode(stored("ParcelWeighed", 1, "{\"grams\":7,\"exact\":true}")));
  }

  @Test
  void anExplicitNullIsLikeAMissingField() {
    ParcelWeighed expected = new ParcelWeighed(7, "g", null, Optional.empty(), true);
    assertEquals(
        List.of(expected),
        codec.decode(
            stored(
                "ParcelWeighed",
                1,
                "{\"grams\":7,\"unit\":null,\"scale\":null,\"remark\":null,\"exact\":true}")));
  }

  @Test
  void aFieldThatMayBeMissingIsLeftOutWhenItIs() {
    assertEquals(
        "{\"grams\":2,\"unit\":\"kg\",\"exact\":false}",
        codec.encode(new ParcelWeighed(2, "kg", null, Optional.empty(), false)).data().text());
  }

  @Test
  void aMissingFieldWithoutADefaultIsAnErrorThatNamesIt() {
    assertUnreadable("'exact' is missing", stored("ParcelWeighed", 1, "{\"grams\":7}"));
    assertUnreadable("'duty' is missing", stored("CustomsPaid", 1, "{}"));
    assertUnreadable(
        "'duty.currency' is missing", stored("CustomsPaid", 1, "{\"duty\":{\"amount\":5}}"));
  }

  @Test
  void anAnnotationCalledNullableOnTheFieldItselfLetsItBeMissing() {
    assertEquals(1, codec.decode(stored("ParcelSeen", 1, "{\"notes\":[null]}")).size());
    assertUnreadable("'notes' is missing", stored("ParcelSeen", 1, "{\"place\":\"Bern\"}"));
  }

  @Test
  void aMissingNumberIsNeverTakenForZero() {
    assertUnreadable("grams", stored("ParcelWeighed", 1, "{\"exact\":true}"));
    assertUnreadable("grams", stored("ParcelWeighed", 1, "{\"grams\":null,\"exact\":true}"));
  }

  @Test
  void whatIsReadIsNeverBent() {
    assertUnreadable("at 'grams'", stored("ParcelWeighed", 1, "{\"grams\":10.5,\"exact\":true}"));
    assertUnreadable("at 'grams'", stored("ParcelWeighed", 1, "{\"grams\":\"1\",\"exact\":true}"));
    assertUnreadable(
        "at 'grams'",
        stored("ParcelWeighed", 1, "{\"grams\":99999999999999999999,\"exact\":true}"));
    assertUnreadable("at 'exact'", stored("ParcelWeighed", 1, "{\"grams\":1,\"exact\":1}"));
    assertUnreadable("at 'unit'", stored("ParcelWeighed", 1, "{\"grams\":1,\"unit\":5}"));
    assertUnreadable("at 'unit'", stored("ParcelWeighed", 1, "{\"grams\":1,\"unit\":true}"));
    assertUnreadable("at 'speed'", stored("ParcelSent", 1, "{\"grams\":1,\"speed\":1}"));
    assertUnreadable("at 'speed'", stored("ParcelSent", 1, "{\"grams\":1,\"speed\":\"WARP\"}"));
    assertUnreadable("do not fit CustomsPaid", stored("CustomsPaid", 1, "[]"));
    for (String number : List.of("2e+3333333333", "1".repeat(2_000))) {
      String sum = "{\"duty\":{\"amount\":%s,\"currency\":\"USD\"}}".formatted(number);
      assertUnreadable("", stored("CustomsPaid", 1, sum));
    }
    assertUnreadable("data are null", stored("CustomsPaid", 1, "null"));
  }

  @Test
  void anErrorGivesNoAdviceThatItsReaderCannotFollow() {
    for (String json : List.of("{\"grams\":\"1\"}", "{\"grams\":null}", "{\"unit\":5}")) {
      UnreadableEventException error =
          assertThrows(
              UnreadableEventException.class, () -> codec.decode(stored("ParcelWeighed", 1, json)));
      assertFalse(error.reason().matches(".*(Coercion|Feature).*"), error::reason);
    }
  }

  @Test
  void anEventThatItsOwnConstructorRejectsIsUnreadable() {
    assertUnreadable(
        "grams are never negative", stored("ParcelWeighed", 1, "{\"grams\":-1,\"exact\":true}"));
  }

  @Test
  void anUnknownEventIsAnErrorThatNamesWhatIsKnown() {
    UnknownEventTypeException error =
        assertThrows(
            UnknownEventTypeException.class, () -> codec.decode(stored("ParcelStolen", 1, "{}")));
    assertEquals(EventType.of("ParcelStolen"), error.type());
    assertEquals(codec.types(), error.known());
    assertTrue(error.toString().contains("ParcelDelivered, ParcelHandedOver"), error::toString);
  }

  @Test
  void aHandlerCanSayWhatAnUnknownEventMeans() {
    JsonCodec<ParcelEvent> lenient =
        codec.onUnknown(event ->
            event.type().value().equals("ParcelStolen")
                ? List.of(new ParcelLost("stolen"), new DeliveredToDoor())
                : List.of());

    assertEquals(List.of(), lenient.decode(stored("Noise", 1, "{}")));
    assertEquals(
        List.of(new ParcelLost("stolen"), new DeliveredToDoor()),
        lenient.decode(stored("ParcelStolen", 1, "{}")));
  }

  @Test
  void anErrorNamesThePlaceOfTheEvent() {
    UnreadableEventException error =
        assertThrows(UnreadableEventException.class, () -> codec.decode(recorded("CustomsPaid")));
    assertEquals(Optional.of(Position.of(42)), error.position());
    assertTrue(
        error.toString().contains("at position 42, version 3 of stream 'parcel-1'"),
        error::toString);

    UnknownEventTypeException unknown =
        assertThrows(UnknownEventTypeException.class, () -> codec.decode(recorded("ParcelStolen")));
    assertEquals(Optional.of(Position.of(42)), unknown.position());
  }

  @Test
  void onlyTheSchemaOfTheCodeIsRead() {
    assertEquals(3, codec.encode(new ParcelLost("at sea")).schema());
    assertUnreadable("too new", stored("ParcelLost", 4, "{\"where\":\"x\"}"));
    assertUnreadable("lift it", stored("ParcelLost", 2, "{\"where\":\"x\"}"));
    assertEquals(
        List.of(new ParcelLost("x")), codec.decode(stored("ParcelLost", 3, "{\"where\":\"x\"}")));
  }

  @Test
  void dataThatAreNotJsonAreUnreadable() {
    Payload image = Payload.of("image/png", new byte[] {1});
    assertUnreadable("image/png", new EncodedEvent(EventType.of("CustomsPaid"), 1, image));
  }

  private void assertUnreadable(String reason, EncodedEvent stored) {
    UnreadableEventException error =
        assertThrows(UnreadableEventException.class, () -> codec.decode(stored));
    assertEquals(stored.type(), error.type());
    assertEquals(stored.schema(), error.schema());
    assertTrue(error.toString().contains(reason), error::toString);
  }

  private static EncodedEvent stored(String type, int schema, String json) {
    return new EncodedEvent(EventType.of(type), schema, Payload.json(json));
  }

  private static EventRecord recorded(String type) {
    return new EventRecord(
        Position.of(42),
        StreamId.of("parcel-1"),
        Version.of(3),
        CODE,
        EventType.of(type),
        1,
        AT,
        Set.of(),
        Payload.json("{}"),
        Payload.none());
  }
}
