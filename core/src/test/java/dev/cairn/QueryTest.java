package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is asked of a store: queries, and the filters that may hold one. */
final class QueryTest {

  private static final EventType OPENED = EventType.of("Opened");
  private static final EventType CLOSED = EventType.of("Closed");
  private static final Tag ANN = Tag.of("customer:ann");
  private static final Tag BOB = Tag.of("customer:bob");

  private static RecordedEvent event(String stream, EventType type, Tag... tags) {
    return new EventRecord(
        Position.of(7),
        StreamId.of(stream),
        Version.FIRST,
        new UUID(0, 1),
        type,
        1,
        Instant.EPOCH,
        Set.of(tags),
        Payload.json("{}"),
        Payload.none());
  }

  private static String refusal(Executable refused) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, refused).getMessage());
  }

  /** Each query, and which of the four events below answer it. */
  static Stream<Arguments> queries() {
    return Stream.of(
        arguments(Query.types(OPENED), "OPENED/, OPENED/ann, OPENED/ann+bob"),
        arguments(Query.types(OPENED, CLOSED), "OPENED/, OPENED/ann, OPENED/ann+bob, CLOSED/bob"),
        arguments(Query.tags(ANN), "OPENED/ann, OPENED/ann+bob"),
        arguments(Query.tags(ANN, BOB), "OPENED/ann+bob"),
        arguments(Query.of(Set.of(CLOSED), Set.of(ANN)), ""),
        arguments(Query.of(Set.of(OPENED, CLOSED), Set.of(BOB)), "OPENED/ann+bob, CLOSED/bob"),
        arguments(
            Query.types(CLOSED).or(Query.tags(ANN)), "OPENED/ann, OPENED/ann+bob, CLOSED/bob"),
        arguments(Query.types(EventType.of("opened")), ""),
        arguments(Query.tags(Tag.of("customer:an")), ""));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void anItemAsksForAnyOfItsTypesAndAllOfItsTagsAndAQueryForAnyItem(Query query, String expected) {
    record Named(String name, RecordedEvent event) {}

    List<Named> events =
        List.of(
            new Named("OPENED/", event("a-1", OPENED)),
            new Named("OPENED/ann", event("a-1", OPENED, ANN)),
            new Named("OPENED/ann+bob", event("a-1", OPENED, ANN, BOB)),
            new Named("CLOSED/bob", event("a-1", CLOSED, BOB)));

    assertEquals(
        expected,
        events.stream()
            .filter(named -> query.matches(named.event().type(), named.event().tags()))
            .map(Named::name)
            .collect(Collectors.joining(", ")));
    for (Named named : events) {
      assertEquals(
          Arrays.asList(expected.split(", ")).contains(named.name()),
          Filter.matching(query).matches(named.event()));
    }
  }

  @Test
  void aNameSaidTwiceIsSaidOnce() {
    assertEquals(Query.types(OPENED), Query.types(OPENED, OPENED));
    assertEquals(Query.tags(ANN), Query.tags(ANN, ANN));
  }

  @Test
  void aQueryAsksForSomething() {
    assertEquals("a query has at least one item", refusal(() -> new Query(List.of())));
    assertEquals("an item of a query names a type or a tag", refusal(() -> Query.types()));
    assertEquals("an item of a query names a type or a tag", refusal(() -> Query.tags()));
  }

  @ParameterizedTest
  @CsvSource({
    "account-1, true, true, true",
    "account-2, true, false, true",
    "account, true, false, true",
    "accounts-1, true, false, false",
    "Account-1, true, false, false"
  })
  void filtersLookAtTheStreamAndItsCategory(
      String stream, boolean everything, boolean ofStream, boolean ofCategory) {
    RecordedEvent event = event(stream, OPENED);

    assertEquals(everything, Filter.everything().matches(event));
    assertEquals(ofStream, Filter.stream(StreamId.of("account-1")).matches(event));
    assertEquals(ofCategory, Filter.category("account").matches(event));
  }
}
