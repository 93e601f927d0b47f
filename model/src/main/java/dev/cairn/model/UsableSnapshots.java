package dev.cairn.model;

import dev.cairn.AsOf;
import dev.cairn.Position;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Finds the snapshots that a load may begin with. Whatever is wrong with one, it is passed over: it
 * is told as a warning once and counted, and the load goes on with an older one or with none.
 * Thread-safe.
 */
final class UsableSnapshots {

  private final SnapshotStore store;
  private final Notices notices;
  private final LongAdder used = new LongAdder();
  private final LongAdder ignored = new LongAdder();

  /**
   * A snapshot and the state in it, both not yet compared with the log.
   *
   * @param snapshot the snapshot
   * @param state its state, in the schema of today
   * @param <S> the state
   */
  record Candidate<S>(Snapshot snapshot, S state) {}

  UsableSnapshots(SnapshotStore store, Notices notices) {
    this.store = store;
    this.notices = notices;
  }

  /** How many loads began with a snapshot. */
  long used() {
    return used.sum();
  }

  /** How often a snapshot was passed over because something was wrong with it. */
  long ignored() {
    return ignored.sum();
  }

  /** The versions in a window of which there is something, newest first. */
  List<Version> versions(ReadRequest.OfStream window) {
    try {
      return store.versions(window.stream()).stream()
          .filter(version -> version.compareTo(window.to()) <= 0)
          .toList();
    } catch (IOException | RuntimeException e) {
      ignore(
          window.stream() + ": " + e,
          "The snapshots of '%s' cannot be listed (%s); its history is replayed."
              .formatted(window.stream(), e));
      return List.of();
    }
  }

  /** The snapshot of that version, if it fits all but the log. */
  <S> Optional<Candidate<S>> candidate(
      StoreId log, SnapshotRule.Taken<S> rule, ReadRequest.OfStream window, Version version) {
    StreamId stream = window.stream();
    try {
      return switch (store.find(stream, version)) {
        case SnapshotStore.Found.Missing() -> Optional.empty(); // Deleted since it was listed.
        case SnapshotStore.Found.Damaged(String reason) -> ignored(stream, version, reason);
        case SnapshotStore.Found.Intact(Snapshot snapshot)
            when !isWithin(snapshot, window.asOf()) ->
            Optional.empty();
        case SnapshotStore.Found.Intact(Snapshot snapshot) -> {
          @Nullable String fault = fault(snapshot, log, stream, version, rule.folding());
          yield fault != null
              ? ignored(stream, version, fault)
              : Optional.of(
                  new Candidate<>(
                      snapshot, rule.codec().decode(snapshot.schema(), snapshot.state())));
        }
      };
    } catch (UnreadableStateException e) {
      return ignored(
          stream, version, "its state follows schema %d: %s".formatted(e.schema(), e.reason()));
    } catch (IOException | RuntimeException e) {
      return ignored(stream, version, "it cannot be read: " + e);
    }
  }

  /** Whether the event had happened at that moment. */
  private static boolean isWithin(Snapshot snapshot, AsOf moment) {
    return switch (moment) {
      case AsOf.Now() -> true;
      case AsOf.AtPosition(Position position) -> !snapshot.position().isAfter(position);
      case AsOf.AtTime(Instant time) -> !snapshot.timestamp().isAfter(time);
    };
  }

  /** Why a snapshot is not one of that version of that stream of that log; null if it is. */
  static @Nullable String fault(
      Snapshot snapshot, StoreId log, StreamId stream, Version version, int folding) {
    if (!snapshot.store().equals(log)) {
      return "it is of another store, %s".formatted(snapshot.store());
    }
    if (!snapshot.stream().equals(stream) || !snapshot.version().equals(version)) {
      return "it is of version %s of '%s'".formatted(snapshot.version(), snapshot.stream());
    }
    if (snapshot.folding() != folding) {
      return "it was folded by version %d of the code, this is version %d"
          .formatted(snapshot.folding(), folding);
    }
    return null;
  }

  /** Why a snapshot does not rest on that event, the one of its version; null if it does. */
  static @Nullable String fault(Snapshot snapshot, @Nullable RecordedEvent event) {
    if (event == null) {
      return "it is ahead of the log, which has no such version";
    }
    return event.version().equals(snapshot.version())
            && event.id().equals(snapshot.event())
            && event.position().equals(snapshot.position())
        ? null
        : "the log has another event of that version";
  }

  /** Whether a snapshot rests on that event, the first one read from its version on. */
  boolean restsOn(Snapshot snapshot, @Nullable RecordedEvent event) {
    @Nullable String fault = fault(snapshot, event);
    if (fault == null) {
      used.increment();
      return true;
    }
    ignored(snapshot.stream(), snapshot.version(), fault);
    return false;
  }

  private <S> Optional<Candidate<S>> ignored(StreamId stream, Version version, String reason) {
    String sentence =
        "The snapshot of '%s' at version %s is ignored and history replayed instead: %s."
            .formatted(stream, version, reason);
    ignore(sentence, sentence);
    return Optional.empty();
  }

  private void ignore(String key, String sentence) {
    ignored.increment();
    notices.once(key, sentence);
  }
}
