package dev.cairn.cli;

import dev.cairn.EventType;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts events as they pass; keeps a number for each type and nothing for an event. */
final class Stats {

  private final StoreId store;
  private final Position head;
  private final Map<EventType, Long> types = new TreeMap<>();
  private long events;
  private long streams;
  private long dataBytes;
  private @Nullable Instant first;
  private @Nullable Instant last;

  Stats(StoreId store, Position head) {
    this.store = store;
    this.head = head;
  }

  void add(RecordedEvent event) {
    events++;
    dataBytes += event.data().size();
    types.merge(event.type(), 1L, Long::sum);
    first = first == null ? event.timestamp() : first;
    last = event.timestamp();
  }

  void addStream() {
    streams++;
  }

  long events() {
    return events;
  }

  /** Names and values, for people. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("store", store.toString()));
    rows.add(List.of("head", Text.position(head)));
    rows.add(List.of("events", Long.toString(events)));
    rows.add(List.of("streams", Long.toString(streams)));
    rows.add(List.of("bytes of data", Long.toString(dataBytes)));
    if (first != null && last != null) {
      rows.add(List.of("first event", Text.seconds(first)));
      rows.add(List.of("last event", Text.seconds(last)));
    }
    types.forEach((type, count) -> rows.add(List.of("type " + type, Long.toString(count))));
    return rows;
  }

  void json(JsonObject object) {
    object
        .string("store", store.toString())
        .position("head", head)
        .number("events", events)
        .number("streams", streams)
        .number("data_bytes", dataBytes);
    if (first != null && last != null) {
      object.string("first", Text.micros(first)).string("last", Text.micros(last));
    }
    JsonObject.Items items = object.items("types");
    types.forEach(
        (type, count) -> items.next().string("type", type.value()).number("events", count).close());
    items.close();
  }
}
