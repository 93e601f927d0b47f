package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.to;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamInfo;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is closed says so, and closing it again does no harm. */
interface ClosingConformance extends StoreUnderTest {

  @Test
  default void aClosedStoreSaysSo() {
    EventStore store = store();
    store.append(to(A, event("One")));
    store.close();

    Append append = to(A, event("Two"));
    List<Executable> calls =
        List.of(
            () -> store.append(append),
            () -> store.read(ReadRequest.all()).next(),
            () -> store.read(ReadRequest.stream(A)).next(),
            () -> store.streams().next(),
            () -> store.find(UUID.randomUUID()).hasNext(),
            () -> store.find(RequestKey.of("id", new byte[0])),
            () -> store.version(A),
            () -> store.subscribe(Filter.everything(), Position.START));
    calls.forEach(call -> assertThrows(StoreClosedException.class, call));
  }

  @Test
  default void theFutureOfAnAppendToAClosedStoreFails() {
    EventStore store = store();
    store.close();

    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () -> store.appendAsync(to(A, event("One"))).get(10, TimeUnit.SECONDS));

    assertInstanceOf(StoreClosedException.class, failed.getCause());
  }

  @Test
  default void everythingMayBeClosedTwice() {
    EventStore store = store();
    store.append(to(A, event("One")));
    Cursor<RecordedEvent> cursor = store.read(ReadRequest.all());
    var subscription = store.subscribe(Filter.everything(), Position.START);

    for (AutoCloseable each : List.of(cursor, subscription, store)) {
      assertDoesNotThrow(each::close);
      assertDoesNotThrow(each::close);
    }
  }

  @Test
  default void whatBelongsToAClosedStoreMayStillBeClosed() {
    EventStore store = store();
    Cursor<RecordedEvent> cursor = store.read(ReadRequest.all());
    var subscription = store.subscribe(Filter.everything(), Position.START);

    store.close();

    assertDoesNotThrow(cursor::close);
    assertDoesNotThrow(subscription::close);
  }

  @Test
  default void aClosedCursorSaysSo() {
    store().append(to(A, event("One"), event("Two")));
    Cursor<RecordedEvent> events = store().read(ReadRequest.all());
    events.next();
    Cursor<StreamInfo> streams = store().streams();
    Cursor<RecordedEvent> found = store().find(UUID.randomUUID());
    List.of(events, streams, found).forEach(Cursor::close);

    assertThrows(StoreClosedException.class, events::hasNext);
    assertThrows(StoreClosedException.class, events::next);
    assertThrows(StoreClosedException.class, streams::next);
    assertThrows(StoreClosedException.class, found::hasNext);
  }

  @Test
  default void aCursorOfAClosedStoreDeliversTheTruthOrSaysSo() {
    store().append(to(A, event("One"), event("Two")));
    Cursor<RecordedEvent> cursor = store().read(ReadRequest.all());
    cursor.next();
    store().close();

    try {
      assertEquals("Two", cursor.next().type().value());
    } catch (StoreClosedException e) {
      assertThrows(StoreClosedException.class, cursor::next);
    } finally {
      cursor.close();
    }
  }
}
