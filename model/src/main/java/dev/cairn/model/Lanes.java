package dev.cairn.model;

import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The lanes that commands are in at the moment. Thread-safe. */
final class Lanes {

  private final ConcurrentMap<StreamId, Lane> lanes = new ConcurrentHashMap<>();

  /** Enters the lanes of some aggregates. */
  Entered enter(Collection<StreamId> streams) {
    List<StreamId> inOrder = new ArrayList<>(streams);
    inOrder.sort(Comparator.comparing(StreamId::value));
    return new Entered(inOrder);
  }

  private Lane join(StreamId stream) {
    return lanes.compute(
        stream,
        (_, known) -> {
          Lane lane = known == null ? new Lane() : known;
          lane.users++;
          return lane;
        });
  }

  private void leave(StreamId stream) {
    var _ = lanes.computeIfPresent(stream, (_, lane) -> --lane.users == 0 ? null : lane);
  }

  /** How many lanes there are. */
  int size() {
    return lanes.size();
  }

  /**
   * A command in its lanes. All commands wait for their turns in the same order of streams, so none
   * waits for another that waits for it.
   */
  final class Entered implements AutoCloseable {

    private final Map<StreamId, Lane> mine = new LinkedHashMap<>();
    private boolean inTurn;

    private Entered(List<StreamId> inOrder) {
      inOrder.forEach(stream -> mine.put(stream, join(stream)));
    }

    /** The lane of one of its aggregates. */
    Lane of(StreamId stream) {
      return Objects.requireNonNull(mine.get(stream));
    }

    /** Waits for its turn in all lanes, unless it has that. */
    void beginTurn() {
      if (!inTurn) {
        mine.values().forEach(lane -> lane.turn.lock());
        inTurn = true;
      }
    }

    /** Lets the next ones have their turns. */
    void endTurn() {
      if (inTurn) {
        inTurn = false;
        mine.values().forEach(lane -> lane.turn.unlock());
      }
    }

    /** Leaves the lanes. */
    @Override
    public void close() {
      endTurn();
      mine.keySet().forEach(Lanes.this::leave);
    }
  }
}
