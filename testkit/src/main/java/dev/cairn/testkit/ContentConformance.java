package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.events;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That names and payloads come back as they were given, byte for byte. */
interface ContentConformance extends StoreUnderTest {

  /** Names that a careless store would escape, fold, cut or take for something else. */
  List<String> NAMES =
      List.of(
          "x",
          "-",
          "$system",
          " ",
          " leading and trailing ",
          "..",
          "../up/and\\down",
          "CON",
          "quote\"s and 'apostrophes'",
          "{\"type\":\"Opened\"}",
          "a,b;c%20d&e=f",
          "null",
          "Straße",
          "stra\u00dfe",
          "\u00e9t\u00e9",
          "e\u0301te\u0301",
          "日本語",
          "עברית",
          "👩‍👩‍👧",
          "\u2028line separator",
          "\ufeffbyte order mark",
          "\ufffd",
          "n".repeat(255),
          "é".repeat(127),
          "📦".repeat(63) + "abc");

  @Test
  default void jsonIsKeptByteForByte() {
    assertKept(
        Stream.of(
                "{}",
                "[]",
                "null",
                "true",
                "-0",
                "\"\"",
                "\"text\"",
                "1.0",
                "1e400",
                "123456789012345678901234567890",
                "{\"a\":1.50,  \"b\" : [ 1 , 2 ] }",
                "{\"b\":1,\"a\":2,\"\":3}",
                "\"\\u0041\\/\\n\\ud83d\\ude00 é 😀 \u2028\"",
                "{\"position\":1,\"crc\":\"00000000\",\"data\":{\"data\":[]}}")
            .map(Payload::json)
            .toList());
  }

  @Test
  default void bytesThatAreNotJsonAreKept() {
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    assertKept(
        List.of(
            Payload.of("application/octet-stream", every),
            Payload.of("application/octet-stream", new byte[0]),
            Payload.of("application/octet-stream", new byte[] {'\n'}),
            Payload.of("text/plain; charset=utf-8", "a\nb \"ü\"".getBytes(StandardCharsets.UTF_8)),
            Payload.of("application/vnd.example+json", "{}".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  default void largePayloadsAreKept() {
    assertKept(
        List.of(
            Payload.json('"' + "é".repeat(500_000) + '"'),
            Payload.of("application/octet-stream", new SeededRandom(1).bytes(1_000_000))));
  }

  private void assertKept(List<Payload> payloads) {
    List<NewEvent> given = new ArrayList<>();
    for (Payload payload : payloads) {
      NewEvent event = NewEvent.of(EventType.of("Kept"), payload);
      given.add(
          payload.size() <= store().limits().metadataBytesMax()
              ? event.withMetadata(payload)
              : event);
    }
    for (NewEvent event : given) {
      store().append(to(A, event));
    }

    List<EventRecord> kept = all(store());
    assertEquals(given.stream().map(NewEvent::data).toList(), data(kept));
    assertEquals(
        given.stream().map(NewEvent::metadata).toList(),
        kept.stream().map(EventRecord::metadata).toList());
  }

  private static List<Payload> data(List<EventRecord> events) {
    return events.stream().map(EventRecord::data).toList();
  }

  @Test
  default void noMetadataIsNotTheSameAsNull() {
    Payload nil = Payload.json("null");
    store().append(to(A, event("None"), event("Null").withMetadata(nil)));

    List<EventRecord> all = all(store());
    assertTrue(all.getFirst().metadata().isNone());
    assertFalse(all.getLast().metadata().isNone());
    assertEquals(nil, all.getLast().metadata());
  }

  @Test
  default void everyNameIsAStreamOfItsOwn() {
    for (String name : NAMES) {
      store().append(to(StreamId.of(name), event("One"), event("Two")));
    }

    for (String name : NAMES) {
      StreamId stream = StreamId.of(name);
      assertEquals(Version.of(2), store().version(stream), name);
      assertEquals(List.of("One", "Two"), types(events(store(), stream)), name);
      assertEquals(stream, events(store(), stream).getFirst().stream());
    }
  }

  @Test
  default void everyNameIsATypeOfItsOwn() {
    for (String name : NAMES) {
      store().append(to(A, event(name)));
    }

    assertEquals(NAMES, types(all(store())));
    for (String name : NAMES) {
      var query = dev.cairn.Query.types(EventType.of(name));
      var request = ReadRequest.log(dev.cairn.Filter.matching(query));
      assertEquals(List.of(name), types(StoreUnderTest.read(store(), request)));
    }
  }

  @Test
  default void tagsComeBackInTheOrderOfTheirNames() {
    Tag[] tags = NAMES.reversed().stream().map(Tag::of).toArray(Tag[]::new);

    store().append(to(A, event("Tagged").withTags(tags)));

    assertEquals(
        NAMES.stream().map(Tag::of).sorted().toList(), List.copyOf(all(store()).getFirst().tags()));
  }

  @Test
  default void anEventMayBearAsManyTagsAsTheLimitAllows() {
    Tag[] tags =
        IntStream.range(0, NewEvent.TAGS_MAX)
            .mapToObj(i -> Tag.of("t".repeat(250) + i))
            .toArray(Tag[]::new);

    store().append(to(A, event("Tagged").withTags(tags)));

    assertEquals(NewEvent.TAGS_MAX, all(store()).getFirst().tags().size());
  }

  @Test
  default void anyUuidIsAnId() {
    List<UUID> ids = List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(Long.MIN_VALUE, 1));
    for (UUID id : ids) {
      store().append(to(A, event("Known").withId(id)));
    }

    assertEquals(ids, all(store()).stream().map(EventRecord::id).toList());
  }

  @Test
  default void everySchemaVersionIsKept() {
    store().append(to(A, event("New").withSchema(Integer.MAX_VALUE)));

    assertEquals(Integer.MAX_VALUE, all(store()).getFirst().schema());
  }
}
