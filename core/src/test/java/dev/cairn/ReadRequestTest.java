package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a read looks at: a window, at a moment. */
final class ReadRequestTest {

  private static final Instant TIME = Instant.parse("2025-12-28T10:00:00Z");

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
    RecordedEvent event =
        new EventRecord(
            Position.of(7),
            StreamId.of("a-1"),
            Version.FIRST,
            new UUID(0, 1),
            EventType.of("Opened"),
            1,
            TIME,
            Set.of(),
            Payload.json("{}"),
            Payload.none());

    assertEquals(covered, moment.covers(event));
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

    assertEquals(
        expected,
        assertThrows(IllegalArgumentException.class, () -> ReadRequest.all().limit(-1))
            .getMessage());
    assertEquals(
        expected,
        assertThrows(
                IllegalArgumentException.class,
                () -> ReadRequest.stream(StreamId.of("a")).limit(-1))
            .getMessage());
  }
}
