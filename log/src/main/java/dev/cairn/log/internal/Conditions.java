package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.AppendCondition;
import dev.cairn.AppendRefusedException;
import dev.cairn.AppendResult;
import dev.cairn.Direction;
import dev.cairn.DuplicateEventException;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.UUID;

/**
 * Checks appends against what is committed and against those that were accepted before them in the
 * same group write. Used by the committer alone.
 */
final class Conditions {

  private static final int VERSIONS_KEPT = 1 << 16;

  /**
   * An append that was accepted into the group.
   *
   * @param first the position of its first event
   */
  private record Accepted(Append append, AppendResult result, long first) {}

  /** An event's id in its stream. */
  private record EventKey(StreamId stream, UUID id) {}

  private final Log log;
  private final Reads reads;
  private final Map<StreamId, Long> versions =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
          return size() > VERSIONS_KEPT;
        }
      };
  private final Map<StreamId, Long> groupVersions = new HashMap<>();
  private final Set<EventKey> groupIds = new HashSet<>();
  private final Map<String, Accepted> groupRequests = new HashMap<>();
  private final Map<Long, NewEvent> groupEvents = new LinkedHashMap<>();

  Conditions(Log log, Reads reads) {
    this.log = log;
    this.reads = reads;
  }

  /** The group became durable: its versions are the committed ones now. */
  void committed() {
    versions.putAll(groupVersions);
    beginGroup();
  }

  /** Others wrote meanwhile: what is remembered of committed versions may be old. */
  void forget() {
    versions.clear();
  }

  /** Forgets a group that was not written, or begins the first one. */
  void beginGroup() {
    groupVersions.clear();
    groupIds.clear();
    groupRequests.clear();
    groupEvents.clear();
  }

  long version(StreamId stream) {
    Long inGroup = groupVersions.get(stream);
    return inGroup != null
        ? inGroup
        : versions.computeIfAbsent(stream, name -> reads.version(Key.of(name), log.head()));
  }

  /** The answer that the same request got before, in this group or earlier. */
  Optional<AppendResult> repeated(Append append) {
    if (append.request().isEmpty()) {
      return Optional.empty();
    }
    RequestKey request = append.request().get();
    Accepted before = groupRequests.get(request.id());
    if (before == null) {
      return reads.find(request);
    }
    if (!before.append().request().equals(append.request())) {
      throw new RequestReusedException(request.id(), Position.of(before.first()));
    }
    AppendResult first = before.result();
    return Optional.of(new AppendResult(first.first(), first.last(), first.versions(), true));
  }

  /**
   * Refuses an append of which a condition does not hold.
   *
   * @throws AppendRefusedException saying which
   */
  void check(Append append) {
    for (AppendCondition condition : append.conditions()) {
      switch (condition) {
        case AppendCondition.StreamVersion(StreamId stream, ExpectedVersion expected) -> {
          Version actual = Version.of(version(stream));
          if (!expected.accepts(actual)) {
            throw new WrongVersionException(stream, expected, actual);
          }
        }
        case AppendCondition.FailIfEventsMatch(Query query, Position after) ->
            checkQuery(query, after);
      }
    }
    checkIds(append);
    // Read now: where a stream cannot be read, this append is refused and not the whole group.
    append.entries().forEach(entry -> version(entry.stream()));
  }

  private void checkQuery(Query query, Position after) {
    PrimitiveIterator.OfLong found =
        Positions.of(log, Filter.matching(query), after.sequence(), log.head(), Direction.FORWARDS);
    if (found.hasNext()) {
      throw new EventsMatchedException(query, after, Position.of(found.nextLong()));
    }
    groupEvents.forEach((position, event) -> {
      if (position > after.sequence() && query.matches(event.type(), event.tags())) {
        throw new EventsMatchedException(query, after, Position.of(position));
      }
    });
  }

  private void checkIds(Append append) {
    Set<EventKey> own = new HashSet<>();
    for (Append.Entry entry : append.entries()) {
      EventKey key = new EventKey(entry.stream(), entry.event().id());
      if (!own.add(key) || groupIds.contains(key) || reads.has(key.id(), key.stream())) {
        throw new DuplicateEventException(key.stream(), key.id());
      }
    }
  }

  /**
   * Counts an append that passed into the group.
   *
   * @param first the position of its first event
   * @param written takes each event's place: its index, position and version
   */
  AppendResult accept(Append append, long first, Written written) {
    Map<StreamId, Version> after = new HashMap<>();
    int index = 0;
    for (Append.Entry entry : append.entries()) {
      long version = version(entry.stream()) + 1;
      groupVersions.put(entry.stream(), version);
      groupIds.add(new EventKey(entry.stream(), entry.event().id()));
      groupEvents.put(first + index, entry.event());
      after.put(entry.stream(), Version.of(version));
      written.at(index, first + index, version);
      index++;
    }
    long last = first + index - 1;
    Position from = Position.of(index == 0 ? last : first);
    AppendResult result = new AppendResult(from, Position.of(last), after, false);
    append
        .request()
        .ifPresent(key -> groupRequests.put(key.id(), new Accepted(append, result, first)));
    return result;
  }

  /** Takes the place that an event was given. */
  interface Written {
    void at(int index, long position, long version);
  }
}
