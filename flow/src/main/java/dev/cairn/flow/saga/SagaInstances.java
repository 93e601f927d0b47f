package dev.cairn.flow.saga;

import dev.cairn.Append;
import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.LimitExceededException;
import dev.cairn.NewEvent;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.model.CommandContext;
import dev.cairn.model.EncodedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows the instances of all kinds of saga, and has those that are stuck tried again. It reads the
 * log alone and needs neither the code of the sagas nor their runner, so it works from another
 * process too. Thread-safe.
 */
public final class SagaInstances {

  /** Most instances without an end that can be shown. */
  public static final int UNFINISHED_MAX = 1_000_000;

  private final EventReader reader;
  private final int unfinishedMax;

  SagaInstances(EventReader reader, int unfinishedMax) {
    this.reader = reader;
    this.unfinishedMax = unfinishedMax;
  }

  /** Returns the instances in that store. */
  public static SagaInstances of(EventReader reader) {
    return new SagaInstances(reader, UNFINISHED_MAX);
  }

  /**
   * All that have not ended, in the order in which they began. Reads what runners recorded and
   * nothing else, from the beginning.
   *
   * @throws LimitExceededException if there are more than {@link #UNFINISHED_MAX}
   */
  public List<SagaStatus> unfinished() {
    Map<StreamId, Track> tracks = new LinkedHashMap<>();
    Query records = Query.of(SagaRecord.CODEC.types(), java.util.Set.of());
    try (Cursor<RecordedEvent> events = reader.read(ReadRequest.log(Filter.matching(records)))) {
      while (events.hasNext()) {
        RecordedEvent event = events.next();
        if (event.version().number() == 1 || tracks.containsKey(event.stream())) {
          Track track = tracks.computeIfAbsent(event.stream(), Track::new);
          track.add(event);
          if (track.ended()) {
            tracks.remove(event.stream());
          }
          LimitExceededException.check("unfinished sagas", tracks.size(), unfinishedMax);
        }
      }
    }
    return tracks.values().stream().map(Track::status).toList();
  }

  /** One instance, also one that has ended; empty if it never began. */
  public Optional<SagaStatus> find(StreamId stream) {
    Track track = track(stream);
    return track.isSaga() ? Optional.of(track.status()) : Optional.empty();
  }

  /**
   * Orders that an instance which is stuck tries again. The order is an event in its stream; the
   * runner carries it out when it sees it, at once where it runs. What follows shows in {@link
   * #find}.
   *
   * @param store the store of these instances
   * @param stream the instance
   * @param by who orders it
   * @param why what has changed, for those who read the log
   * @throws SagaException if it is not stuck
   * @throws dev.cairn.WrongVersionException if it changed meanwhile; look again
   */
  public static void retry(EventStore store, StreamId stream, String by, String why) {
    Track track = of(store).track(stream);
    SagaStatus status = track.status();
    if (status.phase() != SagaPhase.STUCK) {
      throw new SagaException(
          stream,
          "it is %s, not stuck, so there is nothing to try again"
              .formatted(
                  track.isSaga()
                      ? status.phase().name().toLowerCase(java.util.Locale.ROOT)
                      : "not there"),
          null);
    }
    EncodedEvent order = SagaRecord.CODEC.encode(new SagaRecord.RetryOrdered(by, why));
    CommandContext context = CommandContext.by(by).correlatedBy(track.correlation());
    store.append(
        Append.to(
            stream,
            ExpectedVersion.exactly(track.version()),
            NewEvent.of(order.type(), order.data()).withMetadata(context.metadata())));
  }

  private Track track(StreamId stream) {
    Track track = new Track(stream);
    try (Cursor<RecordedEvent> events = reader.read(ReadRequest.stream(stream))) {
      events.forEachRemaining(track::add);
    }
    return track;
  }
}
