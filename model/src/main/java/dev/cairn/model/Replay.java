package dev.cairn.model;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes states from the log: from the newest snapshot in the window that fits and the events behind
 * it, or from all events. A snapshot changes how long that takes and never what comes of it.
 * Thread-safe.
 *
 * <p>The stream is read from the event on which the snapshot rests, that one included: it must be
 * the very event that the snapshot names. So a snapshot that is ahead of the log, or of another
 * history, is found without a further look-up.
 */
final class Replay {

  private final EventReader reader;
  private final @Nullable UsableSnapshots snapshots;

  /**
   * Replays a log.
   *
   * @param snapshots where a load may begin; null where there are none
   */
  Replay(EventReader reader, @Nullable UsableSnapshots snapshots) {
    this.reader = reader;
    this.snapshots = snapshots;
  }

  /** The state at the end of a window that begins with the first event of its stream. */
  <S, E> Replayed<S> replay(AggregateType<?, S, E> type, ReadRequest.OfStream window) {
    if (snapshots != null && type.snapshots() instanceof SnapshotRule.Taken<S> rule) {
      for (Version version : snapshots.versions(window)) {
        Optional<Replayed<S>> replayed =
            snapshots
                .candidate(reader.id(), rule, window, version)
                .flatMap(candidate -> from(candidate, snapshots, type, window));
        if (replayed.isPresent()) {
          return replayed.get();
        }
      }
    }
    try (Cursor<RecordedEvent> events = reader.read(window)) {
      return new Fold<>(type).all(events);
    }
  }

  /** A state that was loaded before, and the events behind it. */
  <S, E> Replayed<S> on(
      AggregateType<?, S, E> type, Replayed<S> known, ReadRequest.OfStream behind) {
    try (Cursor<RecordedEvent> events = reader.read(behind)) {
      return new Fold<>(type, known).all(events);
    }
  }

  private <S, E> Optional<Replayed<S>> from(
      UsableSnapshots.Candidate<S> candidate,
      UsableSnapshots usable,
      AggregateType<?, S, E> type,
      ReadRequest.OfStream window) {
    Snapshot snapshot = candidate.snapshot();
    try (Cursor<RecordedEvent> events = reader.read(window.from(snapshot.version()))) {
      @Nullable RecordedEvent first = events.hasNext() ? events.next() : null;
      return usable.restsOn(snapshot, first) && first != null
          ? Optional.of(new Fold<>(type, candidate.state(), first).all(events))
          : Optional.empty();
    }
  }
}
