package dev.cairn.model;

import dev.cairn.PendingAppend;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of this process make of one aggregate. They are decided one after the other, in
 * {@link #turn}; but a command does not wait until the events of the one before it are durable. It
 * rests on the state that those lead to, the {@link Tail}, and its append follows theirs, so either
 * all of them become durable or what rests on a refused one is refused as well.
 */
final class Lane {

  /**
   * The state behind the last command that was decided.
   *
   * @param type the kind of aggregate that the state is of
   * @param state the state, its version, and what loading it took
   * @param append what must take effect for it to become true
   * @param run the same for all tails that rest on each other
   */
  record Tail(AggregateType<?, ?, ?> type, Replayed<?> state, PendingAppend append, Object run) {}

  /** Held by the command that is decided. */
  final ReentrantLock turn = new ReentrantLock();

  /** How many commands know of this lane; under the lock of its map. */
  int users;

  private @Nullable Tail tail;

  /** What the next command of that kind of aggregate rests on, if anything; in turn. */
  @Nullable Tail tail(AggregateType<?, ?, ?> type) {
    Tail now = tail;
    return now != null && now.type().equals(type) ? now : null;
  }

  /** The next command rests on this; in turn. */
  void put(Tail next) {
    tail = next;
  }

  /** Nothing rests any longer on a run of which an append took no effect. */
  void forget(Object run) {
    turn.lock();
    try {
      if (tail != null && tail.run().equals(run)) {
        tail = null;
      }
    } finally {
      turn.unlock();
    }
  }
}
