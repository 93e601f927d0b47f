package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.read;
import static dev.cairn.testkit.StoreUnderTest.records;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What each read delivers, in which order, and that a cursor shows one moment. */
interface ReadConformance extends StoreUnderTest {

  /** A1 B1 A2 C1 A3 B2, a minute apart. */
  private void fill() {
    StreamId[] streams = {A, B, A, C, A, B};
    String[] types = {"A1", "B1", "A2", "C1", "A3", "B2"};
    for (int i = 0; i < streams.length; i++) {
      store().append(to(streams[i], event(types[i]).withTags(Tag.of("n:" + i % 2))));
      clock().advance(Duration.ofMinutes(1));
    }
  }

  private Position position(String type) {
    return all(store()).stream()
        .filter(event -> event.type().value().equals(type))
        .map(EventRecord::position)
        .findFirst()
        .orElseThrow();
  }

  private void assertReads(ReadRequest request, String... types) {
    assertEquals(List.of(types), types(read(store(), request)), request::toString);
  }

  @Test
  default void aStreamIsReadInWindowsFromBothEnds() {
    fill();
    ReadRequest.OfStream stream = ReadRequest.stream(A);

    assertReads(stream, "A1", "A2", "A3");
    assertReads(stream.from(Version.of(2)), "A2", "A3");
    assertReads(stream.to(Version.of(2)), "A1", "A2");
    assertReads(stream.from(Version.of(2)).to(Version.of(2)), "A2");
    assertReads(stream.from(Version.of(3)).to(Version.of(2)));
    assertReads(stream.from(Version.NONE), "A1", "A2", "A3");
    assertReads(stream.from(Version.of(4)));
    assertReads(stream.to(Version.NONE));
    assertReads(stream.from(Version.LATEST));
    assertReads(stream.backwards(), "A3", "A2", "A1");
    assertReads(stream.to(Version.of(2)).backwards(), "A2", "A1");
    assertReads(stream.from(Version.of(2)).backwards(), "A3", "A2");
  }

  @Test
  default void aStreamWithoutEventsYieldsNothing() {
    fill();

    assertReads(ReadRequest.stream(StreamId.of("account")));
    assertReads(ReadRequest.stream(StreamId.of("nobody")).backwards());
  }

  @Test
  default void theLogIsReadFromAPositionFromBothEnds() {
    fill();
    ReadRequest.OfLog log = ReadRequest.all();

    assertReads(log, "A1", "B1", "A2", "C1", "A3", "B2");
    assertReads(log.backwards(), "B2", "A3", "C1", "A2", "B1", "A1");
    assertReads(log.after(position("C1")), "A3", "B2");
    assertReads(log.after(position("C1")).backwards(), "B2", "A3");
    assertReads(log.after(store().head()));
    assertReads(log.after(store().head()).backwards());
  }

  @Test
  default void aReadDeliversNoMoreThanItsLimit() {
    fill();

    assertReads(ReadRequest.all().limit(2), "A1", "B1");
    assertReads(ReadRequest.all().limit(0));
    assertReads(ReadRequest.all().backwards().limit(1), "B2");
    assertReads(ReadRequest.all().limit(100), "A1", "B1", "A2", "C1", "A3", "B2");
    assertReads(ReadRequest.stream(A).limit(0));
    assertReads(ReadRequest.stream(A).limit(2), "A1", "A2");
    assertReads(ReadRequest.stream(A).backwards().limit(2), "A3", "A2");
    assertReads(
        ReadRequest.log(Filter.category("account")).after(position("B1")).limit(2), "A2", "A3");
  }

  @Test
  default void aFilterChoosesTheEvents() {
    fill();
    Query query = Query.tags(Tag.of("n:0")).or(Query.types(EventType.of("B2")));

    assertReads(ReadRequest.log(Filter.stream(B)), "B1", "B2");
    assertReads(ReadRequest.log(Filter.category("account")), "A1", "B1", "A2", "A3", "B2");
    assertReads(ReadRequest.log(Filter.category("customer")), "C1");
    assertReads(ReadRequest.log(Filter.category("account-a")));
    assertReads(ReadRequest.log(Filter.matching(query)), "A1", "A2", "A3", "B2");
    assertReads(ReadRequest.log(Filter.matching(query)).backwards().limit(2), "B2", "A3");
    assertReads(ReadRequest.log(Filter.stream(A)).after(position("A1")), "A2", "A3");
  }

  @Test
  default void aReadAsOfAPositionSeesNothingLater() {
    fill();
    AsOf then = AsOf.position(position("C1"));

    assertReads(ReadRequest.all().asOf(then), "A1", "B1", "A2", "C1");
    assertReads(ReadRequest.all().asOf(then).backwards().limit(2), "C1", "A2");
    assertReads(ReadRequest.stream(A).asOf(then), "A1", "A2");
    assertReads(ReadRequest.stream(A).asOf(then).backwards(), "A2", "A1");
    assertReads(ReadRequest.all().asOf(AsOf.position(Position.START)));
    assertReads(ReadRequest.log(Filter.stream(B)).asOf(then), "B1");
  }

  @Test
  default void aReadAsOfATimeSeesNothingRecordedLater() {
    fill();
    Instant third = VirtualClock.DEFAULT_START.plus(Duration.ofMinutes(2));

    assertReads(ReadRequest.all().asOf(AsOf.time(third)), "A1", "B1", "A2");
    assertReads(ReadRequest.all().asOf(AsOf.time(third.minusNanos(1_000))), "A1", "B1");
    assertReads(ReadRequest.stream(A).asOf(AsOf.time(third)).backwards(), "A2", "A1");
    assertReads(ReadRequest.all().asOf(AsOf.time(VirtualClock.DEFAULT_START.minusSeconds(1))));
    assertReads(ReadRequest.all().asOf(AsOf.time(Instant.MAX)).limit(1), "A1");
  }

  @Test
  default void aCursorShowsTheMomentItWasMade() {
    fill();
    try (Cursor<RecordedEvent> forwards = store().read(ReadRequest.all());
        Cursor<RecordedEvent> backwards = store().read(ReadRequest.stream(A).backwards());
        Cursor<StreamInfo> streams = store().streams()) {
      forwards.next();
      store().append(to(A, event("A4")));
      store().append(to(StreamId.of("new"), event("N1")));

      assertEquals(List.of("B1", "A2", "C1", "A3", "B2"), types(records(forwards.toList())));
      assertEquals(List.of("A3", "A2", "A1"), types(records(backwards.toList())));
      assertEquals(Version.of(3), streams.next().version());
      assertEquals(2, streams.toList().size());
    }
  }

  @Test
  default void aCursorAtItsEndHasNoNext() {
    fill();
    try (Cursor<RecordedEvent> cursor = store().read(ReadRequest.stream(C))) {
      cursor.next();
      Assertions.assertFalse(cursor.hasNext());
      Assertions.assertThrows(NoSuchElementException.class, cursor::next);
    }
  }

  @Test
  default void everyEventIsFoundByItsPosition() {
    fill();

    for (EventRecord event : all(store())) {
      assertEquals(List.of(event), records(store().event(event.position()).stream().toList()));
    }
    assertEquals(Optional.empty(), store().event(Position.START));
    Position behind = new Position(0, store().head().sequence() + 1, 0);
    assertEquals(Optional.empty(), store().event(behind));
  }

  @Test
  default void eventsAreFoundByTheirIdInOrder() {
    NewEvent shared = event("Shared");
    store().append(to(B, shared));
    fill();
    store().append(to(A, shared));

    try (Cursor<RecordedEvent> found = store().find(shared.id());
        Cursor<RecordedEvent> none = store().find(new UUID(1, 2))) {
      assertEquals(List.of(B, A), found.toList().stream().map(RecordedEvent::stream).toList());
      assertEquals(List.of(), none.toList());
    }
  }

  @Test
  default void streamsAreListedInTheOrderOfTheirFirstEvents() {
    fill();

    try (Cursor<StreamInfo> streams = store().streams()) {
      assertEquals(
          List.of(
              new StreamInfo(A, Version.of(3), position("A3")),
              new StreamInfo(B, Version.of(2), position("B2")),
              new StreamInfo(C, Version.of(1), position("C1"))),
          streams.toList());
    }
  }

  @Test
  default void readsAreForAllThreads() throws Exception {
    fill();
    List<EventRecord> expected = all(store());

    TestThreads.run(
        4,
        _ -> {
          for (int i = 0; i < 25; i++) {
            assertEquals(expected, all(store()));
          }
        });
  }
}
