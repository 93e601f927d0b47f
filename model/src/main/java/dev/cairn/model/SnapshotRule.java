package dev.cairn.model;

/**
 * Whether snapshots of a kind of aggregate are taken and used, and how.
 *
 * @param <S> the state
 */
public sealed interface SnapshotRule<S> {

  /** Every load folds the whole history. */
  record Never<S>() implements SnapshotRule<S> {}

  /**
   * Snapshots are taken and used.
   *
   * @param codec how a state is stored
   * @param folding the version of the code that folds events to states, from 1: raise it whenever
   *     {@code evolve} or what it calls gives another state than before, and no older snapshot is
   *     used any more
   * @param policy when one is due
   */
  record Taken<S>(StateCodec<S> codec, int folding, SnapshotPolicy policy)
      implements SnapshotRule<S> {

    /** Checks the version. */
    public Taken {
      if (folding < 1) {
        throw new IllegalArgumentException(
            "the version of the folding code is 1 or greater, not " + folding);
      }
    }

    /** The same with that version of the folding code. */
    public Taken<S> withFolding(int newFolding) {
      return new Taken<>(codec, newFolding, policy);
    }

    /** The same with that policy. */
    public Taken<S> withPolicy(SnapshotPolicy newPolicy) {
      return new Taken<>(codec, folding, newPolicy);
    }
  }

  /** No snapshots. */
  static <S> SnapshotRule<S> never() {
    return new Never<>();
  }

  /**
   * Snapshots that the codec stores, folded by version 1 of the code, every {@link
   * SnapshotPolicy#EVENTS_DEFAULT} events.
   */
  static <S> Taken<S> by(StateCodec<S> codec) {
    return new Taken<>(codec, 1, SnapshotPolicy.everyEvents(SnapshotPolicy.EVENTS_DEFAULT));
  }
}
