package dev.cairn.testkit;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.AppendResult;
import dev.cairn.Direction;
import dev.cairn.DuplicateEventException;
import dev.cairn.EventRecord;
import dev.cairn.EventsMatchedException;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * All that was committed and the rules by which more is: the contract of an event store without
 * threads, written to be plainly right rather than fast. Positions are 1, 2, 3, … without gaps.
 *
 * <p>An append is judged in this order: its request, its conditions as they were given, the ids of
 * its events. Used under the lock of its store.
 */
final class MemoryLog {

  private record Answered(RequestKey request, AppendResult result) {}

  private record IdInStream(StreamId stream, UUID id) {}

  private final List<RecordedEvent> events = new ArrayList<>();
  private final Map<StreamId, List<RecordedEvent>> streams = new LinkedHashMap<>();
  private final Set<IdInStream> ids = new HashSet<>();
  private final Map<String, Answered> requests = new HashMap<>();

  Position head() {
    return events.isEmpty() ? Position.START : events.getLast().position();
  }

  Version version(StreamId stream) {
    return Version.of(events(stream).size());
  }

  private List<RecordedEvent> events(StreamId stream) {
    return streams.getOrDefault(stream, List.of());
  }

  /** The events behind a position of this log, in order. */
  List<RecordedEvent> after(Position position) {
    return events.stream().filter(event -> event.position().isAfter(position)).toList();
  }

  List<RecordedEvent> find(UUID id) {
    return events.stream().filter(event -> event.id().equals(id)).toList();
  }

  List<StreamInfo> streams() {
    return streams.entrySet().stream()
        .map(entry -> {
          RecordedEvent last = entry.getValue().getLast();
          return new StreamInfo(entry.getKey(), last.version(), last.position());
        })
        .toList();
  }

  List<RecordedEvent> read(ReadRequest request) {
    List<RecordedEvent> window =
        switch (request) {
          case ReadRequest.OfStream of ->
              events(of.stream()).stream()
                  .filter(event -> event.version().compareTo(of.from()) >= 0)
                  .filter(event -> event.version().compareTo(of.to()) <= 0)
                  .toList();
          case ReadRequest.OfLog of ->
              after(of.after()).stream().filter(of.filter()::matches).toList();
        };
    List<RecordedEvent> seen = window.stream().filter(request.asOf()::covers).toList();
    List<RecordedEvent> ordered =
        switch (request.direction()) {
          case Direction.FORWARDS -> seen;
          case Direction.BACKWARDS -> seen.reversed();
        };
    return ordered.stream().limit(request.limit()).toList();
  }

  Optional<AppendResult> find(RequestKey request) {
    return Optional.ofNullable(requests.get(request.id()))
        .map(earlier -> {
          AppendResult result = earlier.result();
          if (!earlier.request().equals(request)) {
            throw new RequestReusedException(request.id(), result.first());
          }
          return new AppendResult(result.first(), result.last(), result.versions(), true);
        });
  }

  AppendResult append(Append append, Instant now) {
    Optional<AppendResult> earlier = append.request().flatMap(this::find);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    append.conditions().forEach(this::check);
    checkIds(append);
    return record(append, now);
  }

  private void check(AppendCondition condition) {
    switch (condition) {
      case AppendCondition.StreamVersion(var stream, var expected) -> {
        if (!expected.accepts(version(stream))) {
          throw new WrongVersionException(stream, expected, version(stream));
        }
      }
      case AppendCondition.FailIfEventsMatch(Query query, Position after) -> {
        for (RecordedEvent event : after(after)) {
          if (query.matches(event.type(), event.tags())) {
            throw new EventsMatchedException(query, after, event.position());
          }
        }
      }
    }
  }

  private void checkIds(Append append) {
    Set<IdInStream> fresh = new HashSet<>();
    for (Append.Entry entry : append.entries()) {
      IdInStream id = new IdInStream(entry.stream(), entry.event().id());
      if (ids.contains(id) || !fresh.add(id)) {
        throw new DuplicateEventException(id.stream(), id.id());
      }
    }
  }

  private AppendResult record(Append append, Instant now) {
    if (append.entries().isEmpty()) {
      return new AppendResult(head(), head(), Map.of(), false);
    }
    Instant timestamp = notBeforeTheLast(now.truncatedTo(ChronoUnit.MICROS));
    int first = events.size();
    Map<StreamId, Version> versions = new HashMap<>();
    for (Append.Entry entry : append.entries()) {
      RecordedEvent event = record(entry, timestamp);
      versions.put(event.stream(), event.version());
    }
    AppendResult result = new AppendResult(events.get(first).position(), head(), versions, false);
    append.request().ifPresent(key -> requests.put(key.id(), new Answered(key, result)));
    return result;
  }

  private RecordedEvent record(Append.Entry entry, Instant timestamp) {
    StreamId stream = entry.stream();
    NewEvent event = entry.event();
    RecordedEvent recorded =
        new EventRecord(
            Position.of(events.size() + 1L),
            stream,
            version(stream).next(),
            event.id(),
            event.type(),
            event.schema(),
            timestamp,
            event.tags(),
            event.data(),
            event.metadata());
    events.add(recorded);
    streams.computeIfAbsent(stream, _ -> new ArrayList<>()).add(recorded);
    ids.add(new IdInStream(stream, event.id()));
    return recorded;
  }

  private Instant notBeforeTheLast(Instant now) {
    return events.isEmpty() || !now.isBefore(events.getLast().timestamp())
        ? now
        : events.getLast().timestamp();
  }
}
