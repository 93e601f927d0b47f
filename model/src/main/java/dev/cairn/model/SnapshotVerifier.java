package dev.cairn.model;

import dev.cairn.Cursor;
import dev.cairn.EventReader;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.model.internal.JsonDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares snapshots with the state that the whole history leads to, without the help of any
 * snapshot. Changes nothing. Thread-safe.
 */
public final class SnapshotVerifier {

  /** How many differing places are named. */
  public static final int POINTERS_MAX = 100;

  private final EventReader reader;
  private final Replay replay;
  private final Map<String, AggregateType<?, ?, ?>> types = new HashMap<>();

  private SnapshotVerifier(EventReader reader, List<AggregateType<?, ?, ?>> types) {
    this.reader = reader;
    this.replay = new Replay(reader, null);
    types.forEach(type -> this.types.put(type.category(), type));
  }

  /**
   * Returns what compares with that log.
   *
   * @param types the kinds of aggregates that can be folded; of others it is only said whether they
   *     belong to this log
   */
  public static SnapshotVerifier of(EventReader reader, List<AggregateType<?, ?, ?>> types) {
    return new SnapshotVerifier(reader, types);
  }

  /**
   * Compares a snapshot.
   *
   * @throws ModelException if the history cannot be folded
   */
  public SnapshotVerdict verify(Snapshot snapshot) {
    @Nullable String misplaced = misplaced(snapshot);
    if (misplaced != null) {
      return new SnapshotVerdict.Misplaced(misplaced);
    }
    @Nullable AggregateType<?, ?, ?> type = types.get(snapshot.aggregateType());
    return type == null
        ? new SnapshotVerdict.Unused(
            "nothing is known of aggregates of type '%s'".formatted(snapshot.aggregateType()))
        : compared(snapshot, type);
  }

  private @Nullable String misplaced(Snapshot snapshot) {
    if (!snapshot.store().equals(reader.id())) {
      return "it is of another store, %s".formatted(snapshot.store());
    }
    ReadRequest one = ReadRequest.stream(snapshot.stream()).from(snapshot.version()).limit(1);
    try (Cursor<RecordedEvent> events = reader.read(one)) {
      return UsableSnapshots.fault(snapshot, events.hasNext() ? events.next() : null);
    }
  }

  private <S, E> SnapshotVerdict compared(Snapshot snapshot, AggregateType<?, S, E> type) {
    return switch (type.snapshots()) {
      case SnapshotRule.Never<S>() ->
          new SnapshotVerdict.Unused(
              "no snapshots are taken of '%s' any more".formatted(type.category()));
      case SnapshotRule.Taken<S>(var _, int folding, var _) when folding != snapshot.folding() ->
          new SnapshotVerdict.Unused(
              "it was folded by version %d of the code, this is version %d"
                  .formatted(snapshot.folding(), folding));
      case SnapshotRule.Taken<S>(StateCodec<S> codec, int _, var _) -> {
        try {
          S kept = codec.decode(snapshot.schema(), snapshot.state());
          yield compared(snapshot, type, codec, kept);
        } catch (UnreadableStateException e) {
          yield new SnapshotVerdict.Unused(
              "its state follows schema %d: %s".formatted(e.schema(), e.reason()));
        }
      }
    };
  }

  private <S, E> SnapshotVerdict compared(
      Snapshot snapshot, AggregateType<?, S, E> type, StateCodec<S> codec, S kept) {
    S folded =
        replay
            .replay(type, ReadRequest.stream(snapshot.stream()).to(snapshot.version()))
            .loaded()
            .state();
    List<String> pointers =
        JsonDifference.pointers(codec.encode(kept), codec.encode(folded), POINTERS_MAX);
    return pointers.isEmpty() ? new SnapshotVerdict.Sound() : new SnapshotVerdict.Drifted(pointers);
  }
}
