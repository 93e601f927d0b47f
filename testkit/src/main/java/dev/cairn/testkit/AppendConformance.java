package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.events;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.DuplicateEventException;
import dev.cairn.EventRecord;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an append records, and what it answers. */
interface AppendConformance extends StoreUnderTest {

  @Test
  default void anEmptyStoreHasNoEvents() {
    assertEquals(Position.START, store().head());
    assertEquals(Version.NONE, store().version(A));
    assertEquals(List.of(), all(store()));
  }

  @Test
  default void anEventComesBackAsItWasGiven() {
    NewEvent given =
        event("Opened")
            .withSchema(7)
            .withTags(Tag.of("customer:7"), Tag.of("branch:1"))
            .withMetadata(Payload.json("{\"actor\":\"teller\"}"));

    AppendResult result = store().append(to(A, given));

    EventRecord expected =
        new EventRecord(
            result.first(),
            A,
            Version.FIRST,
            given.id(),
            given.type(),
            7,
            clock().instant(),
            given.tags(),
            given.data(),
            given.metadata());
    assertEquals(List.of(expected), all(store()));
  }

  @Test
  default void versionsOfAStreamAreOneTwoThree() {
    store().append(to(A, event("One"), event("Two")));
    store().append(to(B, event("Other")));
    store().append(to(A, event("Three")));

    assertEquals(
        List.of(Version.of(1), Version.of(2), Version.of(3)),
        events(store(), A).stream().map(RecordedEvent::version).toList());
    assertEquals(Version.of(3), store().version(A));
    assertEquals(Version.of(1), store().version(B));
  }

  @Test
  default void positionsStrictlyIncreaseInTheOrderOfTheAppends() {
    for (int i = 0; i < 5; i++) {
      store().append(to(i % 2 == 0 ? A : B, event("First" + i), event("Second" + i)));
    }

    List<EventRecord> all = all(store());

    List<String> inOrder =
        IntStream.range(0, 5)
            .boxed()
            .flatMap(i -> List.of("First" + i, "Second" + i).stream())
            .toList();
    assertEquals(inOrder, types(all));
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i).position().isAfter(all.get(i - 1).position()));
    }
    assertTrue(all.getFirst().position().isAfter(Position.START));
  }

  @Test
  default void theAnswerNamesTheFirstAndLastPositionAndTheVersionsOfItsStreams() {
    store().append(to(A, event("Earlier")));

    AppendResult result =
        store()
            .append(
                to(A, event("Debited"), event("Noted"))
                    .and(B, ExpectedVersion.noStream(), event("Credited")));

    List<EventRecord> all = all(store());
    assertEquals(all.get(1).position(), result.first());
    assertEquals(all.get(3).position(), result.last());
    assertEquals(Map.of(A, Version.of(3), B, Version.of(1)), result.versions());
    assertFalse(result.repeated());
  }

  @Test
  default void theHeadIsTheLastEventOfTheLastAppend() {
    AppendResult result = store().append(to(A, event("One"), event("Two")));

    assertEquals(result.last(), store().head());
  }

  @Test
  default void oneAppendMayGoBackAndForthBetweenStreams() {
    store()
        .append(
            Append.of(
                List.of(
                    new Append.Entry(A, event("A1")),
                    new Append.Entry(B, event("B1")),
                    new Append.Entry(A, event("A2")))));

    assertEquals(List.of("A1", "B1", "A2"), types(all(store())));
    assertEquals(Version.of(2), store().version(A));
  }

  @Test
  default void anAppendWithoutEventsWritesNothingAndAnswersTheHead() {
    Position head = store().append(to(A, event("One"))).last();

    AppendResult result =
        store().append(Append.to(A, ExpectedVersion.exactly(Version.of(1)), List.of()));

    assertEquals(head, result.last());
    assertEquals(Map.of(), result.versions());
    assertFalse(result.repeated());
    assertEquals(1, all(store()).size());
  }

  @Test
  default void timestampsAreTheTimeOfTheAppendInMicroseconds() {
    clock().set(Instant.parse("2026-01-02T03:04:05.123456789Z"));

    store().append(to(A, event("One")));

    assertEquals(Instant.parse("2026-01-02T03:04:05.123456Z"), all(store()).getFirst().timestamp());
  }

  @Test
  default void timestampsNeverRunBackwards() {
    store().append(to(A, event("One")));
    clock().advance(Duration.ofHours(-1));
    store().append(to(A, event("Two")));
    clock().advance(Duration.ofHours(2));
    store().append(to(A, event("Three")));

    assertEquals(
        List.of(
            VirtualClock.DEFAULT_START,
            VirtualClock.DEFAULT_START,
            VirtualClock.DEFAULT_START.plus(Duration.ofHours(1))),
        all(store()).stream().map(RecordedEvent::timestamp).toList());
  }

  @Test
  default void anIdIsUsedOnceInAStream() {
    NewEvent used = event("One");
    store().append(to(A, used));

    DuplicateEventException refused =
        assertThrows(
            DuplicateEventException.class,
            () -> store().append(to(A, event("Two"), event("Again").withId(used.id()))));

    assertEquals(A, refused.stream());
    assertEquals(used.id(), refused.id());
    assertEquals(List.of("One"), types(all(store())));
  }

  @Test
  default void anIdIsUsedOnceInAnAppendToAStream() {
    NewEvent twice = event("One");

    assertThrows(
        DuplicateEventException.class, () -> store().append(to(A, twice, event("Two"), twice)));

    assertEquals(List.of(), all(store()));
  }

  @Test
  default void anIdMayBeUsedInOtherStreams() {
    NewEvent shared = event("Shared");
    store().append(to(A, shared).and(B, ExpectedVersion.any(), shared));
    store().append(to(C, shared));

    assertEquals(List.of(A, B, C), all(store()).stream().map(RecordedEvent::stream).toList());
  }

  @Test
  default void appendAsyncAnswersWhenTheEventsCanBeRead() throws Exception {
    CompletableFuture<AppendResult> future = store().appendAsync(to(A, event("One")));

    AppendResult result = future.get(10, java.util.concurrent.TimeUnit.SECONDS);

    assertEquals(result.last(), store().head());
    assertEquals(List.of("One"), types(all(store())));
  }

  @Test
  default void anInterruptedAppendStillAnswersAndKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    AppendResult result = store().append(to(A, event("One")));
    boolean kept = Thread.interrupted();

    assertTrue(kept);
    assertEquals(Version.of(1), result.version(A));
    store().append(to(A, event("Two")));
    assertEquals(List.of("One", "Two"), types(all(store())));
  }
}
