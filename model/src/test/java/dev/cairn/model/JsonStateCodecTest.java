package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.LimitExceededException;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.model.States.Counter;
import dev.cairn.model.States.Parcel;
import dev.cairn.model.States.Ratio;
import dev.cairn.model.internal.JsonDifference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** States as JSON, and where two of them differ. */
final class JsonStateCodecTest {

  private static final JsonStateCodec<Parcel> PARCEL = JsonStateCodec.of(Parcel.class);
  private static final JsonStateCodec<Counter> COUNTER = JsonStateCodec.of(Counter.class);

  private static <S> S back(StateCodec<S> codec, S state) {
    return codec.decode(codec.schema(), codec.encode(state));
  }

  @Test
  void aRecordIsAnObjectOfItsFields() {
    Counter counter = new Counter(Long.MAX_VALUE, "é");
    assertEquals(
        Payload.json("{\"count\":9223372036854775807,\"name\":\"é\"}"), COUNTER.encode(counter));
    assertEquals(counter, back(COUNTER, counter));
  }

  @Test
  void aSealedStateNamesItsRecord() {
    Parcel parcel =
        new Parcel.OnItsWay("Ghent", new BigDecimal("1.50"), List.of("a", "b"), Optional.empty());
    assertEquals(
        Payload.json("{\"OnItsWay\":{\"to\":\"Ghent\",\"weight\":1.50,\"stops\":[\"a\",\"b\"]}}"),
        PARCEL.encode(parcel));
    assertEquals(parcel, back(PARCEL, parcel));
    assertEquals(new Parcel.Unknown(), back(PARCEL, new Parcel.Unknown()));
    assertEquals(
        parcel,
        PARCEL.decode(
            1,
            Payload.json(
                "{\"Moving\":{\"to\":\"Ghent\",\"weight\":1.50,\"stops\":[\"a\",\"b\"]}}")));
  }

  private static void unreadable(StateCodec<?> codec, int schema, String json, String reason) {
    UnreadableStateException told =
        assertThrows(
            UnreadableStateException.class, () -> codec.decode(schema, Payload.json(json)));
    assertEquals(schema, told.schema());
    assertTrue(told.reason().contains(reason), told.reason());
  }

  @Test
  void nothingIsGuessed() {
    unreadable(COUNTER, 1, "{\"name\":\"x\"}", "count");
    unreadable(COUNTER, 1, "{\"count\":1}", "the field 'name' is missing");
    unreadable(COUNTER, 1, "{\"count\":1.5,\"name\":\"x\"}", "count");
    unreadable(COUNTER, 1, "{\"count\":\"1\",\"name\":\"x\"}", "count");
    unreadable(COUNTER, 1, "[1]", "it is no JSON object");
    unreadable(PARCEL, 1, "{}", "it has 0 keys where one names the record");
    unreadable(PARCEL, 1, "{\"Lost\":{}}", "known are");
    assertThrows(InvalidCodecException.class, () -> JsonStateCodec.of(Ratio.class));
  }

  @Test
  void otherSchemasAreNotRead() {
    unreadable(COUNTER, 2, "{\"count\":1,\"name\":\"x\"}", "this code reads schema 1");
    JsonStateCodec<Counter> third =
        JsonStateCodec.of(Counter.class, 3).lifting(tree -> tree.put("name", "none"));
    assertEquals(4, third.schema());
    unreadable(third, 2, "{\"count\":1}", "this code reads schemas 3 to 4");
    unreadable(third, 5, "{\"count\":1}", "this code reads schemas 3 to 4");
    assertThrows(IllegalArgumentException.class, () -> JsonStateCodec.of(Counter.class, 0));
  }

  @Test
  void oldSchemasAreLiftedStepByStep() {
    JsonStateCodec<Counter> today =
        COUNTER
            .lifting(tree -> tree.put("count", tree.remove("number").longValue()))
            .lifting(tree -> tree.put("name", "none"));
    assertEquals(3, today.schema());
    Counter lifted = new Counter(5, "none");
    assertEquals(lifted, today.decode(1, Payload.json("{\"number\":5}")));
    assertEquals(lifted, today.decode(2, Payload.json("{\"count\":5}")));
    assertEquals(lifted, today.decode(3, Payload.json("{\"count\":5,\"name\":\"none\"}")));
    unreadable(today, 1, "{\"count\":5}", "null");
  }

  @Test
  void differencesAreNamedByTheirPointers() {
    Map<String, List<String>> cases =
        Map.of(
            "{\"a\":1,\"b\":2}", List.of(),
            "{\"b\":2,\"a\":1}", List.of(),
            "{\"a\":1}", List.of("/b"),
            "{\"a\":2,\"b\":2,\"c/~\":0}", List.of("/a", "/c~1~0"),
            "{\"a\":[1],\"b\":2}", List.of("/a"),
            "7", List.of(""));
    cases.forEach((other, pointers) ->
        assertEquals(
            pointers,
            JsonDifference.pointers(Payload.json("{\"a\":1,\"b\":2}"), Payload.json(other), 10),
            other));
    Payload deep = Payload.json("{\"a\":[{\"b\":1},2,3]}");
    Payload other = Payload.json("{\"a\":[{\"b\":2},2]}");
    assertEquals(List.of("/a/0/b", "/a/2"), JsonDifference.pointers(deep, other, 10));
    assertEquals(List.of("/a/0/b"), JsonDifference.pointers(deep, other, 1));
  }

  @Test
  void aStateThatIsTooLargeIsNoSnapshot() {
    Payload large = Payload.json("\"%s\"".formatted("x".repeat(Snapshot.STATE_BYTES_MAX)));
    LimitExceededException told =
        assertThrows(
            LimitExceededException.class,
            () ->
                new Snapshot(
                    new StoreId(new UUID(1, 1)),
                    StreamId.of("a-1"),
                    Version.FIRST,
                    Position.of(1),
                    new UUID(1, 1),
                    Instant.EPOCH,
                    1,
                    1,
                    large));
    assertTrue(String.valueOf(told.getMessage()).contains("16777216"), told.getMessage());
  }
}
