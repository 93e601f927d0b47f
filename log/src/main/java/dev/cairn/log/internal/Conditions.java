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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.stream.Stream;

/**
 * Checks appends against what is committed and against those that were accepted before them in the
 * same group write. Used by whoever leads.
 */
final class Conditions {

  /** Streams whose version is kept in memory, the ones used last. */
  private static final int VERSIONS_KEPT = 1 << 16;

  /** An append that was accepted into the group, and the answer it gets. */
  private record Accepted(Append append, AppendResult result) {}

  private final Log log;
  private final Reads reads;
  private final Map<Key, Long> versions =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
          return size() > VERSIONS_KEPT;
        }
      };
  private final Map<Key, Long> groupVersions = new HashMap<>();

  /** The streams of each event id of the group: one, if nobody does anything odd. */
  private final Map<Key, List<Key>> groupIds = new HashMap<>();

  private final Map<String, Accepted> groupRequests = new HashMap<>();

  /** The events of the group; the first one gets the position behind the head. */
  private final List<NewEvent> groupEvents = new ArrayList<>();

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

  private long version(Key stream) {
    Long inGroup = groupVersions.get(stream);
    return inGroup != null
        ? inGroup
        : versions.computeIfAbsent(stream, key -> reads.version(key, log.head()));
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
    AppendResult first = before.result();
    if (!before.append().request().equals(append.request())) {
      throw new RequestReusedException(request.id(), first.first());
    }
    return Optional.of(new AppendResult(first.first(), first.last(), first.versions(), true));
  }

  /**
   * Refuses an append of which a condition does not hold.
   *
   * @throws AppendRefusedException saying which
   */
  void check(EncodedAppend append) {
    for (AppendCondition condition : append.append().conditions()) {
      switch (condition) {
        case AppendCondition.StreamVersion(StreamId stream, ExpectedVersion expected) -> {
          Version actual = Version.of(version(Key.of(stream)));
          if (!expected.accepts(actual)) {
            throw new WrongVersionException(stream, expected, actual);
          }
        }
        case AppendCondition.FailIfEventsMatch(Query query, Position after) ->
            checkQuery(query, after);
      }
    }
    checkEvents(append);
  }

  private void checkQuery(Query query, Position after) {
    long head = log.head();
    PrimitiveIterator.OfLong found =
        Positions.of(log, Filter.matching(query), after.sequence(), head, Direction.FORWARDS);
    if (found.hasNext()) {
      throw new EventsMatchedException(query, after, Position.of(found.nextLong()));
    }
    for (int i = 0; i < groupEvents.size(); i++) {
      NewEvent event = groupEvents.get(i);
      long position = head + 1 + i;
      if (position > after.sequence() && query.matches(event.type(), event.tags())) {
        throw new EventsMatchedException(query, after, Position.of(position));
      }
    }
  }

  /** Refuses an id that its stream has; streams that cannot be read refuse this append alone. */
  private void checkEvents(EncodedAppend append) {
    for (int i = 0; i < append.size(); i++) {
      IndexKeys keys = append.piece(i).keys();
      Append.Entry entry = append.append().entries().get(i);
      if (append.repeated() == i
          || groupIds.getOrDefault(keys.id(), List.of()).contains(keys.stream())
          || (version(keys.stream()) > 0 && reads.has(keys.id(), entry.stream()))) {
        throw new DuplicateEventException(entry.stream(), entry.event().id());
      }
    }
  }

  private static List<Key> both(List<Key> some, List<Key> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Counts an append that passed into the group, and has its events written. */
  AppendResult accept(EncodedAppend append, GroupWriter writer) {
    Map<StreamId, Version> after = HashMap.newHashMap(2);
    long first = log.head() + 1 + groupEvents.size();
    for (int i = 0; i < append.size(); i++) {
      EncodedAppend.Piece piece = append.piece(i);
      Append.Entry entry = append.append().entries().get(i);
      Key stream = piece.keys().stream();
      long version = version(stream) + 1;
      writer.add(piece, first + i, version);
      groupVersions.put(stream, version);
      groupIds.merge(piece.keys().id(), List.of(stream), Conditions::both);
      groupEvents.add(entry.event());
      after.put(entry.stream(), Version.of(version));
    }
    long last = first + append.size() - 1;
    Position from = Position.of(append.size() == 0 ? last : first);
    AppendResult result = new AppendResult(from, Position.of(last), after, false);
    append
        .append()
        .request()
        .ifPresent(key -> groupRequests.put(key.id(), new Accepted(append.append(), result)));
    return result;
  }
}
