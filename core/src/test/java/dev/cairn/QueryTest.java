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

/** What is asked of a store: queries, filters, moments, windows, conditions. */
final class QueryTest {

  private static final EventType OPENED = EventType.of("Opened");
  private static final EventType CLOSED = EventType.of("Closed");
  private static final Tag ANN = Tag.of("customer:ann");
  private static final Tag BOB = Tag.of("customer:bob");
  private static final Instant TIME = Instant.parse("2025-12-28T10:00:00Z");

  private static RecordedEvent event(String stream, EventType type, Tag... tags) {
    return new EventRecord(
        Position.of(7),
        StreamId.of(stream),
        Version.FIRST,
        new UUID(0, 1),
        type,
        1,
        TIME,
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

  static Stream<Arguments> moments() {
    return Stream.of(
        arguments(AsOf.now(), true),
        arguments(AsOf.position(Position.of(6)), false),
        arguments(AsOf.position(Position.of(7)), true),
        arguments(AsOf.position(Position.of(8)), true),
        arguments(AsOf.time(TIME.minusNanos(1)), false),
        arguments(AsOf.time(TIME), true),
        arguments(AsOf.time(TIME.plusNanos(1)), true));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void aMomentCoversWhatHappenedUpToIt(AsOf moment, boolean covered) {
    assertEquals(covered, moment.covers(event("a-1", OPENED)));
  }

  @Test
  void aReadIsNarrowedStepByStep() {
    StreamId stream = StreamId.of("a-1");
    AsOf moment = AsOf.time(TIME);

    assertEquals(
        new ReadRequest.OfStream(
            stream, Version.of(2), Version.of(9), Direction.BACKWARDS, moment, 5),
        ReadRequest.stream(stream)
            .from(Version.of(2))
            .to(Version.of(9))
            .backwards()
            .asOf(moment)
            .limit(5));
    assertEquals(
        new ReadRequest.OfLog(
            Filter.stream(stream), Position.of(3), Direction.BACKWARDS, moment, 0),
        ReadRequest.log(Filter.stream(stream))
            .after(Position.of(3))
            .backwards()
            .asOf(moment)
            .limit(0));
    assertEquals(
        new ReadRequest.OfLog(
            Filter.everything(), Position.START, Direction.FORWARDS, AsOf.now(), Long.MAX_VALUE),
        ReadRequest.all());
  }

  @Test
  void aLimitIsNotNegative() {
    String expected = "a limit is 0 or greater, not -1";

    assertEquals(expected, refusal(() -> ReadRequest.all().limit(-1)));
    assertEquals(expected, refusal(() -> ReadRequest.stream(StreamId.of("a")).limit(-1)));
  }

  /** What is expected, and whether versions 0, 1 and 2 are that. */
  static Stream<Arguments> expectations() {
    return Stream.of(
        arguments(ExpectedVersion.any(), "any", true, true, true),
        arguments(ExpectedVersion.noStream(), "no stream", true, false, false),
        arguments(ExpectedVersion.streamExists(), "an existing stream", false, true, true),
        arguments(ExpectedVersion.exactly(Version.NONE), "version 0", true, false, false),
        arguments(ExpectedVersion.exactly(Version.of(1)), "version 1", false, true, false),
        arguments(
            ExpectedVersion.exactly(Version.LATEST),
            "version " + Long.MAX_VALUE,
            false,
            false,
            false));
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void whatIsExpectedOfAStream(
      ExpectedVersion expected, String words, boolean zero, boolean one, boolean two) {
    assertEquals(words, expected.toString());
    assertEquals(zero, expected.accepts(Version.NONE));
    assertEquals(one, expected.accepts(Version.of(1)));
    assertEquals(two, expected.accepts(Version.of(2)));
  }

  @Test
  void anAppendKeepsItsEventsAndConditionsInOrder() {
    StreamId from = StreamId.of("a-1");
    StreamId to = StreamId.of("a-2");
    StreamId other = StreamId.of("a-3");
    NewEvent debit = NewEvent.of("Debited", "{}");
    NewEvent credit = NewEvent.of("Credited", "{}");
    ExpectedVersion first = ExpectedVersion.exactly(Version.FIRST);
    Query query = Query.types(CLOSED);
    AppendCondition third =
        new AppendCondition.StreamVersion(other, ExpectedVersion.streamExists());

    Append append =
        Append.to(from, first, debit)
            .and(to, ExpectedVersion.any(), credit)
            .failIfEventsMatch(query, Position.of(3))
            .under(third);

    assertEquals(
        List.of(new Append.Entry(from, debit), new Append.Entry(to, credit)), append.entries());
    assertEquals(
        List.of(
            new AppendCondition.StreamVersion(from, first),
            new AppendCondition.FailIfEventsMatch(query, Position.of(3)),
            third),
        append.conditions());
  }
}
