package dev.cairn.flow;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Appends events for the tests and knows what a count of them must say. */
final class Events {

  private Events() {}

  /** Appends one event. */
  static Position append(EventStore store, String stream, String type) {
    return store
        .append(Append.to(StreamId.of(stream), ExpectedVersion.any(), NewEvent.of(type, "{}")))
        .last();
  }

  /** Appends so many events in one append, round and round over a few streams. */
  static Position append(EventStore store, int count, int streams) {
    List<Append.Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new Append.Entry(StreamId.of("account", "" + i % streams), NewEvent.of("Counted", "{}")));
    }
    return store.append(Append.of(entries)).last();
  }

  /** How many events each stream has, according to the log. */
  static Map<String, Long> counts(EventStore store) {
    Map<String, Long> counts = new TreeMap<>();
    try (var streams = store.streams()) {
      streams.forEachRemaining(info -> counts.put(info.stream().value(), info.version().number()));
    }
    return counts;
  }
}
