package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is appended, and under which conditions. */
final class AppendTest {

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
    Query query = Query.types(EventType.of("Closed"));
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
