package dev.cairn.log.internal;

import dev.cairn.AppendResult;
import dev.cairn.AsOf;
import dev.cairn.CorruptStoreException;
import dev.cairn.Cursor;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamId;
import dev.cairn.StreamInfo;
import dev.cairn.Subscription;
import dev.cairn.Version;
import dev.cairn.WrongStoreException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.UUID;

/** All reads of a log. Thread-safe. */
public final class Reads {

  private final Log log;
  private final SealedIds sealedIds = new SealedIds();

  Reads(Log log) {
    this.log = log;
  }

  /** The last durable event's position. */
  public Position head() {
    return Position.of(openHead());
  }

  /** The last event that a power cut does not take back; where the log is damaged, before it. */
  public Position durableHead() {
    var _ = headBeforeDamage();
    return Position.of(log.durable());
  }

  /** The head, for what cannot be told where the log is damaged behind it. */
  private long openHead() {
    long head = headBeforeDamage();
    log.damage()
        .ifPresent(damage -> {
          throw damage;
        });
    return head;
  }

  private long headBeforeDamage() {
    if (log.isClosed()) {
      throw new StoreClosedException("the store");
    }
    return log.head();
  }

  /** See {@link dev.cairn.EventReader#read}. */
  public Cursor<RecordedEvent> read(ReadRequest request) {
    long head = headBeforeDamage();
    long last = Positions.bound(log, head, request.asOf());
    Cursor<RecordedEvent> events =
        switch (request) {
          case ReadRequest.OfStream of ->
              events(
                  Positions.stream(
                      log, of.stream(), of.from().number(), of.to().number(), last, of.direction()),
                  of.limit(),
                  Filter.everything());
          case ReadRequest.OfLog of ->
              events(
                  Positions.of(log, of.filter(), of.after().sequence(), last, of.direction()),
                  of.limit(),
                  of.filter());
        };
    return beforeDamage(events, request, head);
  }

  /**
   * A read that would go on behind the head delivers what lies before the damage, then meets it.
   */
  private Cursor<RecordedEvent> beforeDamage(
      Cursor<RecordedEvent> events, ReadRequest request, long head) {
    CorruptStoreException damage = log.damage().orElse(null);
    if (damage == null || endsBefore(request, head)) {
      return events;
    }
    return switch (request.direction()) {
      case FORWARDS -> new DamagedEnd<>(events, request.limit(), damage);
      case BACKWARDS -> throw damage;
    };
  }

  private boolean endsBefore(ReadRequest request, long head) {
    boolean positionKnown =
        request.asOf() instanceof AsOf.AtPosition(Position at) && at.sequence() <= head;
    boolean versionKnown =
        request instanceof ReadRequest.OfStream of
            && of.to().number() <= version(Key.of(of.stream()), head);
    return positionKnown || versionKnown;
  }

  private Cursor<RecordedEvent> events(
      PrimitiveIterator.OfLong positions, long limit, Filter filter) {
    return new LogCursor<>(log, positions, limit, LogCursor.where(filter::matches, event -> event));
  }

  /**
   * See {@link dev.cairn.EventReader#subscribe}.
   *
   * @param refresh looks for what other processes wrote
   * @param pollNanos how long to wait at most before looking again
   */
  Subscription subscribe(Filter filter, Position after, Runnable refresh, long pollNanos) {
    long head = headBeforeDamage();
    if (after.sequence() > head) {
      throw new WrongStoreException("position " + after, "the last event is at position " + head);
    }
    LogSubscription.HeadSource source = new LogSubscription.HeadSource(log, refresh, pollNanos);
    return new LogSubscription(log, filter, after.sequence(), source);
  }

  /** See {@link dev.cairn.EventReader#version}. */
  public Version version(StreamId stream) {
    long head = openHead();
    return Version.of(version(Key.of(stream), head));
  }

  long version(Key stream, long head) {
    List<Segment> segments = log.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      long version = segment.index().lastVersion(stream, head - segment.first());
      if (version > 0) {
        return version;
      }
    }
    return 0;
  }

  private static int[] upTo(long head, Segment segment, Key stream) {
    int[] ordinals = segment.index().ordinals(IndexKind.STREAM, stream, 0);
    int count = ordinals.length;
    while (count > 0 && segment.first() + ordinals[count - 1] > head) {
      count--;
    }
    return Arrays.copyOf(ordinals, count);
  }

  private long lastPosition(Key stream, long head) {
    List<Segment> segments = log.segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      int[] ordinals = upTo(head, segments.get(i), stream);
      if (ordinals.length > 0) {
        return segments.get(i).first() + ordinals[ordinals.length - 1];
      }
    }
    return 0;
  }

  /** Whether a stream has an event of that id. */
  boolean has(Key id, StreamId stream) {
    long head = log.head();
    for (Segment segment : sealedIds.candidates(log.segments(), id)) {
      for (int ordinal : segment.index().ordinals(IndexKind.ID, id, 0)) {
        long position = segment.first() + ordinal;
        if (position <= head && new LineReader(log).read(position).stream().equals(stream)) {
          return true;
        }
      }
    }
    return false;
  }

  /** See {@link dev.cairn.EventReader#find(UUID)}. */
  public Cursor<RecordedEvent> find(UUID id) {
    return events(
        Positions.of(log, IndexKind.ID, Key.of(id), openHead()),
        ReadRequest.UNLIMITED,
        Filter.everything());
  }

  /** See {@link dev.cairn.EventReader#streams}. */
  public Cursor<StreamInfo> streams() {
    long head = openHead();
    PrimitiveIterator.OfLong begins =
        new SegmentWalk(
            log, (index, _) -> index.beginsOfStreams(), 0, head, dev.cairn.Direction.FORWARDS);
    return new LogCursor<>(log, begins, ReadRequest.UNLIMITED, event -> info(event.stream(), head));
  }

  private StreamInfo info(StreamId stream, long head) {
    Key key = Key.of(stream);
    return new StreamInfo(
        stream, Version.of(version(key, head)), Position.of(lastPosition(key, head)));
  }

  /** See {@link dev.cairn.EventReader#find(RequestKey)}. */
  public Optional<AppendResult> find(RequestKey request) {
    LineReader reader = new LineReader(log);
    PrimitiveIterator.OfLong found =
        Positions.of(log, IndexKind.REQUEST, Key.of(request.id()), openHead());
    if (!found.hasNext()) {
      return Optional.empty();
    }
    LogEvent first = reader.read(found.nextLong());
    if (!first.request().equals(Optional.of(request))) {
      throw new RequestReusedException(request.id(), first.position());
    }
    return Optional.of(answer(first, reader));
  }

  private static AppendResult answer(LogEvent first, LineReader reader) {
    Map<StreamId, Version> versions = new HashMap<>();
    LogEvent last = first;
    for (int i = 0; i < first.ofCount(); i++) {
      last = reader.read(first.sequence() + i);
      versions.put(last.stream(), last.version());
    }
    return new AppendResult(first.position(), last.position(), versions, true);
  }
}
