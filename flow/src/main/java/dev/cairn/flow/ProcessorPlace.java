package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.flow.ProcessorEvent.ProcessorDescribed;
import dev.cairn.flow.ProcessorEvent.ProcessorStarted;
import dev.cairn.flow.internal.Checkpoint;
import dev.cairn.flow.internal.DamagedStateException;
import dev.cairn.flow.internal.InFlight;
import dev.cairn.flow.internal.ProcessorCheckpoint;
import dev.cairn.flow.internal.StateFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where a processor stands: finds out where to begin, and keeps how far it came. Used by one
 * thread.
 */
final class ProcessorPlace {

  private final EventStore store;
  private final ProcessorSpec spec;
  private final StateFile file;
  private final long epoch;
  private ProcessorCheckpoint saved;

  private ProcessorPlace(
      EventStore store, ProcessorSpec spec, StateFile file, long epoch, ProcessorCheckpoint saved) {
    this.store = store;
    this.spec = spec;
    this.file = file;
    this.epoch = epoch;
    this.saved = saved;
  }

  /**
   * Finds where it begins: behind its checkpoint, or where it was ordered to begin again, or, if it
   * never ran, where its spec says.
   *
   * @throws CheckpointLostException if it ran before and nothing tells how far
   * @throws dev.cairn.WrongStoreException if the checkpoint is of another store, or beyond its head
   */
  static ProcessorPlace find(
      EventStore store, ProcessorSpec spec, StateFolder state, ProcessorRecord record, long epoch)
      throws IOException {
    requireKind(spec.name(), record, false);
    StateFile file = new StateFile(state.disk(), state.path(), spec.name());
    Optional<ProcessorCheckpoint> kept = read(spec, file, record);
    if (kept.isEmpty() && record.started().isPresent() && record.reset().isEmpty()) {
      throw new CheckpointLostException(
          spec.name(), file.file(), "its file is missing and it has run before", null);
    }
    kept.ifPresent(at -> at.at().verify("processor '%s'".formatted(spec.name()), store));
    ProcessorPlace place =
        new ProcessorPlace(store, spec, file, epoch, kept.orElseGet(() -> first(store, spec)));
    if (record.reset().isPresent()) {
      place.reset(record.reset().get(), kept);
    } else if (record.started().isEmpty()) {
      place.begin();
    }
    return place;
  }

  /**
   * Makes sure that a name means one thing: the notes of a view are no checkpoint of a processor.
   *
   * @throws IllegalStateException if it was one kind and now is the other
   */
  static void requireKind(String name, ProcessorRecord record, boolean keepsView) {
    String before = record.description().whenParked();
    if (!before.isEmpty() && before.equals(ProcessorEvent.STOPS) != keepsView) {
      throw new IllegalStateException(
          "'%s' is the name of a %s in this store, so no %s can have it"
              .formatted(
                  name,
                  keepsView ? "processor" : "projection",
                  keepsView ? "projection" : "processor"));
    }
  }

  private static Optional<ProcessorCheckpoint> read(
      ProcessorSpec spec, StateFile file, ProcessorRecord record) throws IOException {
    try {
      return file.read();
    } catch (DamagedStateException e) {
      if (record.reset().isPresent()) {
        return Optional.empty();
      }
      throw new CheckpointLostException(
          spec.name(), file.file(), String.valueOf(e.getMessage()), e);
    }
  }

  private static ProcessorCheckpoint first(EventStore store, ProcessorSpec spec) {
    Checkpoint start = Checkpoint.start(store, 1);
    return switch (spec.start()) {
      case BEGINNING -> ProcessorCheckpoint.of(start);
      case HEAD -> ProcessorCheckpoint.of(start.moved(store.head(), store));
    };
  }

  /** The file first: if it were missing after that, the processor would have lost its place. */
  private void begin() throws IOException {
    file.save(saved);
    remember(saved.at().position());
  }

  private void reset(ProcessorRecord.Reset order, Optional<ProcessorCheckpoint> kept)
      throws IOException {
    Position reached =
        kept.map(at -> at.ahead().isEmpty() ? at.at().position() : at.ahead().getLast())
            .orElseGet(store::head);
    saved =
        new ProcessorCheckpoint(
            saved.at().moved(order.after(), store),
            List.of(),
            new TreeMap<>(),
            order.id(),
            reached,
            epoch);
    file.save(saved);
    remember(order.after());
  }

  /**
   * Lets operators know what it is for.
   *
   * @throws IllegalStateException if it treats what is behind a parked event in another way than
   *     before, and something is parked: nobody would know any more what waits
   */
  static void describe(
      EventStore store, ProcessorSpec spec, WhenParked whenParked, ProcessorRecord record) {
    ProcessorDescribed now =
        new ProcessorDescribed(spec.purpose(), Takes.text(spec.filter()), whenParked.name());
    String before = record.description().whenParked();
    if (!record.parked().isEmpty() && !before.isEmpty() && !before.equals(whenParked.name())) {
      throw new IllegalStateException(
          "processor '%s' has parked events with %s and now has %s; run it with %s until they are replayed or skipped"
              .formatted(spec.name(), before, whenParked, before));
    }
    if (!now.equals(record.description())) {
      ProcessorRecord.append(store, spec.name(), List.of(now));
    }
  }

  private void remember(Position after) {
    ProcessorRecord.append(store, spec.name(), List.of(new ProcessorStarted(after.toString())));
  }

  /**
   * Refuses what a destination has where the log does not go so far.
   *
   * @throws DestinationAheadException if that is so
   */
  void requireWithinLog(Position shown) {
    if (new Checkpoint(store.id(), shown, null, 1).isBeyond(store)) {
      throw new DestinationAheadException(spec.name(), shown, store.head());
    }
  }

  long epoch() {
    return epoch;
  }

  /** What was saved last. */
  ProcessorCheckpoint saved() {
    return saved;
  }

  /** The order to begin again that is not obeyed to the end. */
  Optional<UUID> resend() {
    return Optional.ofNullable(saved.resend())
        .filter(_ -> saved.resendUpTo().isAfter(saved.at().position()));
  }

  /** Keeps how far it came, if that is further. */
  void save(InFlight.Settled settled, SortedMap<Position, Integer> attempts) throws IOException {
    boolean same =
        settled.upTo().equals(saved.at().position())
            && settled.ahead().equals(saved.ahead())
            && attempts.equals(saved.attempts());
    if (!same) {
      saved =
          new ProcessorCheckpoint(
              saved.at().moved(settled.upTo(), store),
              settled.ahead(),
              attempts,
              resend().orElse(null),
              saved.resendUpTo(),
              epoch);
      file.save(saved);
    }
  }
}
