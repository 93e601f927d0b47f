package dev.cairn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit of the contract: the largest that passes, and one more. */
final class LimitsTest {

  private static final StreamId STREAM = StreamId.of("s-1");
  private static final Limits LIMITS = new Limits(10, 6, 3, 25);

  /** What is limited, made as large as it is told. */
  @FunctionalInterface
  interface Sized {
    void make(int size);
  }

  private static Payload payload(int size) {
    return size == 0 ? Payload.none() : Payload.of("x", new byte[size]);
  }

  private static NewEvent event(int data, int metadata) {
    return NewEvent.of(EventType.of("T"), Payload.of("x", new byte[data]))
        .withMetadata(payload(metadata));
  }

  private static Append append(NewEvent... events) {
    return Append.to(STREAM, ExpectedVersion.any(), events);
  }

  private static Set<Tag> tags(int count) {
    return IntStream.range(0, count).mapToObj(i -> Tag.of("t" + i)).collect(Collectors.toSet());
  }

  private static Set<EventType> types(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> EventType.of("T" + i))
        .collect(Collectors.toSet());
  }

  private static Arguments limit(String limit, int most, Sized sized) {
    return arguments(limit, most, sized);
  }

  static Stream<Arguments> limits() {
    Query.Item item = new Query.Item(types(1), Set.of());
    return Stream.of(
        limit("bytes of data", 10, n -> LIMITS.check(append(event(n, 0)))),
        limit("bytes of metadata", 6, n -> LIMITS.check(append(event(1, n)))),
        limit(
            "events of an append",
            3,
            n ->
                LIMITS.check(append(Collections.nCopies(n, event(1, 0)).toArray(NewEvent[]::new)))),
        limit("bytes of an append", 25, n -> LIMITS.check(append(event(10, 6), event(n - 16, 0)))),
        limit("tags of an event", 64, n -> event(1, 0).withTags(tags(n).toArray(Tag[]::new))),
        limit("items of a query", 1_000, n -> new Query(Collections.nCopies(n, item))),
        limit("types of a query item", 100, n -> Query.of(types(n), Set.of())),
        limit("tags of a query item", 100, n -> Query.of(Set.of(), tags(n))),
        limit(
            "conditions of an append",
            1_000,
            n -> {
              Append append = append();
              for (int i = 0; i < n; i++) {
                append = append.failIfEventsMatch(Query.tags(Tag.of("t")), Position.START);
              }
            }));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatIsAtALimitPassesAndOneMoreIsRefused(String limit, int most, Sized sized) {
    assertDoesNotThrow(() -> sized.make(most));
    LimitExceededException refused =
        assertThrows(LimitExceededException.class, () -> sized.make(most + 1));

    assertEquals(
        "too large: %s: %d, the limit is %d".formatted(limit, most + 1, most),
        refused.getMessage());
    assertEquals(limit, refused.limit());
    assertEquals(most + 1, refused.actual());
    assertEquals(most, refused.most());
  }

  @ParameterizedTest
  @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,1,0", "-1,1,1,1"})
  void everyLimitAllowsSomething(int data, int metadata, int events, int bytes) {
    assertEquals(
        "every limit is 1 or greater",
        assertThrows(
                IllegalArgumentException.class, () -> new Limits(data, metadata, events, bytes))
            .getMessage());
  }

  /** Data and metadata are one array here, or this would take twice the memory. */
  @Test
  void sizesAreAddedBeyondTheRangeOfAnInt() {
    int half = 1 << 30;
    assumeTrue(
        Runtime.getRuntime().maxMemory() > 2L * half, "needs a heap that holds an array of 1 GiB");
    Payload large = Payload.verified("x", new byte[half], 0, half);
    Limits limits = new Limits(half, half, 1, Integer.MAX_VALUE);
    Append append = append(NewEvent.of(EventType.of("T"), large).withMetadata(large));

    LimitExceededException refused =
        assertThrows(LimitExceededException.class, () -> limits.check(append));

    assertEquals(1L << 31, refused.actual());
  }

  @Test
  void anAppendForARequestHasAnEvent() {
    RequestKey request = RequestKey.of("r", new byte[0]);
    Executable empty = () -> LIMITS.check(append().forRequest(request));

    assertEquals(
        "an append for a request has at least one event",
        assertThrows(IllegalArgumentException.class, empty).getMessage());
    assertDoesNotThrow(() -> LIMITS.check(append()));
    assertDoesNotThrow(() -> LIMITS.check(append(event(1, 0)).forRequest(request)));
  }

  @Test
  void anEventHasDataAndASchemaFromOne() {
    EventType type = EventType.of("T");

    assertEquals(
        "an event has data; where there is nothing to say: {}",
        assertThrows(IllegalArgumentException.class, () -> NewEvent.of(type, Payload.none()))
            .getMessage());
    assertEquals(
        "a schema version is 1 or greater, not 0",
        assertThrows(IllegalArgumentException.class, () -> event(1, 0).withSchema(0)).getMessage());
  }

  @Test
  void anEventsTagsAreInTheOrderOfTheirNames() {
    NewEvent event = event(1, 0).withTags(Tag.of("b"), Tag.of("a"), Tag.of("b"), Tag.of("B"));

    assertEquals(List.of(Tag.of("B"), Tag.of("a"), Tag.of("b")), List.copyOf(event.tags()));
  }
}
