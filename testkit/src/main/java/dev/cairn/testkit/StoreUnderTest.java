package dev.cairn.testkit;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventRecord;
import dev.cairn.EventStore;
import dev.cairn.EventType;
import dev.cairn.ExpectedVersion;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import java.util.List;

/** The store that a part of the suite puts to the test, and the words it does so with. */
interface StoreUnderTest {

  StreamId A = StreamId.of("account-a");
  StreamId B = StreamId.of("account-b");
  StreamId C = StreamId.of("customer-c");

  /** The store of this test, on {@link #clock}, with the usual limits; empty at first. */
  EventStore store();

  /** Another empty store on {@link #clock}. */
  EventStore storeWith(Limits limits);

  /** The clock of every store of this test. */
  VirtualClock clock();

  /** A new event of that type. */
  static NewEvent event(String type) {
    return NewEvent.of(type, "{}");
  }

  /** A new event that carries a number. */
  static NewEvent numbered(int number) {
    return NewEvent.of("Counted", Integer.toString(number));
  }

  /** An append without conditions. */
  static Append to(StreamId stream, NewEvent... events) {
    return Append.to(stream, ExpectedVersion.any(), events);
  }

  /** All events, in order, as records that can be compared. */
  static List<EventRecord> all(EventReader store) {
    return read(store, ReadRequest.all());
  }

  /** The events of a stream, in order, as records that can be compared. */
  static List<EventRecord> events(EventReader store, StreamId stream) {
    return read(store, ReadRequest.stream(stream));
  }

  /** What a read delivers, as records that can be compared. */
  static List<EventRecord> read(EventReader store, ReadRequest request) {
    try (Cursor<RecordedEvent> cursor = store.read(request)) {
      return records(cursor.toList());
    }
  }

  /** The types of the events, in short: what a failure shows best. */
  static List<String> types(List<? extends RecordedEvent> events) {
    return events.stream().map(RecordedEvent::type).map(EventType::value).toList();
  }

  /** The same events as records that can be compared. */
  static List<EventRecord> records(List<? extends RecordedEvent> events) {
    return events.stream().map(StoreUnderTest::recordOf).toList();
  }

  private static EventRecord recordOf(RecordedEvent event) {
    return new EventRecord(
        event.position(),
        event.stream(),
        event.version(),
        event.id(),
        event.type(),
        event.schema(),
        event.timestamp(),
        event.tags(),
        event.data(),
        event.metadata());
  }
}
