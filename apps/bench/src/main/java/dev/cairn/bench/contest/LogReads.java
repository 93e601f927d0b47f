package dev.cairn.bench.contest;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;

/** Cairn: asks each event for all of its envelope, and for the size of its data. */
public final class LogReads implements EventReads {

  private final EventReader store;
  private long seen;

  /** Reads from a store, which stays open. */
  public LogReads(EventReader store) {
    this.store = store;
  }

  @Override
  public int scan(long limit) {
    return read(ReadRequest.all().limit(limit));
  }

  @Override
  public int stream(String name) {
    return read(ReadRequest.stream(StreamId.of(name)));
  }

  /** Reads what is asked for and returns the number of events. */
  public int read(ReadRequest request) {
    int events = 0;
    try (Cursor<RecordedEvent> cursor = store.read(request)) {
      while (cursor.hasNext()) {
        seen += weight(cursor.next());
        events++;
      }
    }
    return events;
  }

  /** A number that depends on every part, so that none is left undecoded. */
  private static long weight(RecordedEvent event) {
    return event.position().sequence()
        + event.stream().value().length()
        + event.version().number()
        + event.id().getLeastSignificantBits()
        + event.type().value().length()
        + event.timestamp().hashCode()
        + event.data().size();
  }

  /** What was read, as a number; the work of reading is done for it. */
  public long seen() {
    return seen;
  }

  @Override
  public void close() {}
}
