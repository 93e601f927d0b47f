package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.numbered;
import static dev.cairn.testkit.StoreUnderTest.records;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.Cursor;
import dev.cairn.DuplicateEventException;
import dev.cairn.EventRecord;
import dev.cairn.EventStore;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That nothing changes when a store is closed and opened again. */
interface DurabilityConformance extends StoreUnderTest {

  /** Opens again the store of this test, which was closed. */
  EventStore reopened();

  @Test
  default void everythingIsThereAfterTheStoreWasReopened() {
    SeededRandom random = new SeededRandom(42);
    RandomEvents events = new RandomEvents(random);
    for (int i = 0; i < 100; i++) {
      store().append(Append.to(events.stream(), ExpectedVersion.any(), events.events(5)));
    }
    StoreId id = store().id();
    Position head = store().head();
    List<EventRecord> before = all(store());
    List<StreamInfo> streams = streams(store());

    store().close();
    EventStore reopened = reopened();

    assertEquals(id, reopened.id());
    assertEquals(head, reopened.head());
    assertEquals(before, all(reopened));
    assertEquals(streams, streams(reopened));
  }

  private static List<StreamInfo> streams(EventStore store) {
    try (Cursor<StreamInfo> streams = store.streams()) {
      return streams.toList();
    }
  }

  @Test
  default void anEmptyStoreIsEmptyAfterItWasReopened() {
    StoreId id = store().id();
    store().close();
    EventStore reopened = reopened();

    assertEquals(id, reopened.id());
    assertEquals(Position.START, reopened.head());
    reopened.append(to(A, event("One")));
    assertEquals(List.of("One"), types(all(reopened)));
  }

  @Test
  default void conditionsAreJudgedByWhatWasThereBeforeTheStoreWasReopened() {
    NewEvent known = event("Taken");
    store().append(to(A, known, event("Two")));
    store().close();
    EventStore reopened = reopened();

    assertThrows(
        WrongVersionException.class,
        () -> reopened.append(Append.to(A, ExpectedVersion.noStream(), event("Lost"))));
    assertThrows(
        EventsMatchedException.class,
        () ->
            reopened.append(
                to(B, event("Lost"))
                    .failIfEventsMatch(Query.types(EventType.of("Taken")), Position.START)));
    assertThrows(DuplicateEventException.class, () -> reopened.append(to(A, known)));
    AppendResult next =
        reopened.append(Append.to(A, ExpectedVersion.exactly(Version.of(2)), event("Three")));
    assertEquals(Version.of(3), next.version(A));
    assertEquals(List.of("Taken", "Two", "Three"), types(all(reopened)));
  }

  @Test
  default void requestsAreRememberedAfterTheStoreWasReopened() {
    RequestKey key = RequestKey.of("id-1", new byte[] {1});
    Append append = to(A, event("One")).and(B, ExpectedVersion.any(), event("Two")).forRequest(key);
    AppendResult first = store().append(append);
    store().append(to(A, event("Three")));
    store().close();
    EventStore reopened = reopened();

    AppendResult second = reopened.append(append);

    assertTrue(second.repeated());
    assertEquals(first.first(), second.first());
    assertEquals(first.last(), second.last());
    assertEquals(first.versions(), second.versions());
    RequestKey other = RequestKey.of("id-1", new byte[] {2});
    assertThrows(RequestReusedException.class, () -> reopened.find(other));
    assertEquals(3, all(reopened).size());
  }

  @Test
  default void timestampsDoNotRunBackwardsAfterTheStoreWasReopened() {
    store().append(to(A, event("One")));
    store().close();
    clock().advance(Duration.ofDays(-1));
    EventStore reopened = reopened();

    reopened.append(to(A, event("Two")));

    assertEquals(
        List.of(VirtualClock.DEFAULT_START, VirtualClock.DEFAULT_START),
        all(reopened).stream().map(RecordedEvent::timestamp).toList());
  }

  @Test
  default void aSubscriptionGoesOnFromItsPositionAfterTheStoreWasReopened() throws Exception {
    store().append(to(A, event("One")));
    Position seen = store().head();
    store().append(to(A, event("Two")));
    store().close();
    EventStore reopened = reopened();
    reopened.append(to(A, event("Three")));

    List<RecordedEvent> events = new ArrayList<>();
    try (Subscription subscription = reopened.subscribe(Filter.everything(), seen)) {
      while (events.size() < 2) {
        events.addAll(subscription.next(10, Duration.ofSeconds(10)).events());
      }
    }
    assertEquals(List.of("Two", "Three"), types(records(events)));
  }

  @Test
  default void anAppendThatMetTheClosingIsThereIfItWasAcknowledgedAndElseIsNot() throws Exception {
    Map<String, CompletableFuture<AppendResult>> futures = new LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      futures.put(Integer.toString(i), store().appendAsync(to(A, numbered(i))));
    }
    store().close();

    List<String> acknowledged = new ArrayList<>();
    for (Map.Entry<String, CompletableFuture<AppendResult>> each : futures.entrySet()) {
      try {
        each.getValue().get(10, TimeUnit.SECONDS);
        acknowledged.add(each.getKey());
      } catch (ExecutionException e) {
        assertInstanceOf(StoreClosedException.class, e.getCause());
      }
    }
    assertEquals(acknowledged, all(reopened()).stream().map(event -> event.data().text()).toList());
  }
}
