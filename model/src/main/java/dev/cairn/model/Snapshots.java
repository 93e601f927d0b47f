package dev.cairn.model;

import dev.cairn.EventReader;
import dev.cairn.Payload;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of a store's aggregates: {@link Aggregates} and {@link Commands} that are given
 * them begin their loads there, and take new ones after commands that were accepted, as the {@link
 * SnapshotRule} of each kind of aggregate says.
 *
 * <p>A snapshot is taken by a thread of its own, off the way of the command, from the durable
 * events of the log and never from what a command decided. No snapshot that is damaged, cannot be
 * written or does not fit is ever an error of a command or of a load: it is a warning of the logger
 * {@code dev.cairn.model} and counted in {@link #stats}. Thread-safe.
 *
 * <p>Close it before the event store: what is due is then written.
 */
public final class Snapshots implements AutoCloseable {

  private final SnapshotStore store;
  private final EventReader reader;
  private final Notices notices = new Notices();
  private final UsableSnapshots usable;
  private final Replay replay;
  private final SnapshotTiming timing;
  private final DueSnapshots due;
  private final LongAdder taken = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicBoolean failing = new AtomicBoolean();

  private Snapshots(EventReader reader, SnapshotStore store, SnapshotOptions options) {
    this.reader = reader;
    this.store = store;
    this.usable = new UsableSnapshots(store, notices);
    this.replay = new Replay(reader, usable);
    this.timing = new SnapshotTiming(options.time());
    this.due = new DueSnapshots(options.waitingMax(), this::take);
  }

  /** Returns the snapshots of that event store, which are kept there. */
  public static Snapshots of(EventReader reader, SnapshotStore store) {
    return of(reader, store, SnapshotOptions.DEFAULT);
  }

  /** The same, with those options. */
  public static Snapshots of(EventReader reader, SnapshotStore store, SnapshotOptions options) {
    return new Snapshots(reader, store, options);
  }

  UsableSnapshots usable() {
    return usable;
  }

  /** Told after an append that was accepted; throws nothing. */
  void appended(AggregateType<?, ?, ?> type, StreamId stream, Replayed<?> seen, Version after) {
    Version before = seen.loaded().version();
    if (before.equals(after) || !(type.snapshots() instanceof SnapshotRule.Taken<?> rule)) {
      return;
    }
    try {
      if (timing.isDue(rule.policy(), stream, before, after, seen.cost())) {
        due.add(new DueSnapshots.Due(type, stream, after));
      }
    } catch (RuntimeException e) {
      failed(stream, after, e);
    }
  }

  private void take(DueSnapshots.Due one) {
    try {
      if (take(one.type(), ReadRequest.stream(one.stream()).to(one.version())).isPresent()) {
        failing.set(false);
      }
    } catch (IOException | RuntimeException e) {
      failed(one.stream(), one.version(), e);
    }
  }

  /** Told when it begins to fail; a full disk fails many times over. */
  private void failed(StreamId stream, Version version, Exception reason) {
    failed.increment();
    if (!failing.getAndSet(true)) {
      notices.warn(
          "No snapshot of '%s' at version %s could be taken: %s. Loading takes longer; further failures are counted until one succeeds."
              .formatted(stream, version, reason));
    }
  }

  /**
   * Takes a snapshot of an aggregate now, in the calling thread.
   *
   * @return the snapshot; empty if the aggregate has no events
   * @throws IllegalArgumentException if no snapshots are taken of that kind of aggregate, or a
   *     state does not come back from the codec as it was
   * @throws IOException if it could not be written
   * @throws ModelException if the aggregate cannot be loaded
   */
  public Optional<Snapshot> take(AggregateType<?, ?, ?> type, String id) throws IOException {
    return take(type, ReadRequest.stream(type.stream(id)));
  }

  private <S, E> Optional<Snapshot> take(AggregateType<?, S, E> type, ReadRequest.OfStream window)
      throws IOException {
    if (!(type.snapshots() instanceof SnapshotRule.Taken<S> rule)) {
      throw new IllegalArgumentException(
          "no snapshots are taken of '%s'; give its type a rule with withSnapshots"
              .formatted(type.category()));
    }
    Replayed<S> replayed = replay.replay(type, window);
    @Nullable RecordedEvent last = replayed.last();
    if (last == null) {
      return Optional.empty();
    }
    Snapshot snapshot = snapshot(rule, replayed.loaded().state(), last);
    if (!replayed.cost().snapshot().equals(last.version())) {
      store.save(snapshot);
      taken.increment();
    }
    return Optional.of(snapshot);
  }

  private <S> Snapshot snapshot(SnapshotRule.Taken<S> rule, S state, RecordedEvent last) {
    StateCodec<S> codec = rule.codec();
    Payload encoded = codec.encode(state);
    if (!codec.decode(codec.schema(), encoded).equals(state)) {
      throw new IllegalArgumentException(
          "a state does not come back from its codec as it was; give it an equals that compares values, and the codec all of them: %s"
              .formatted(state.getClass().getName()));
    }
    return new Snapshot(
        reader.id(),
        last.stream(),
        last.version(),
        last.position(),
        last.id(),
        last.timestamp(),
        codec.schema(),
        rule.folding(),
        encoded);
  }

  /** What became of snapshots so far. */
  public SnapshotStats stats() {
    return new SnapshotStats(
        taken.sum(), failed.sum(), due.dropped(), due.waiting(), usable.used(), usable.ignored());
  }

  /**
   * Returns when the snapshots that were due are written, and closes their store; later ones are
   * given up. Closing again does nothing.
   */
  @Override
  public void close() {
    due.close();
    store.close();
  }
}
