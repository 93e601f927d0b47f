package dev.cairn.model;

import dev.cairn.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A state that was loaded, and how.
 *
 * @param loaded the state
 * @param last the event it rests on; null where there is none, or it is not known
 * @param cost what it took
 * @param <S> the state
 */
record Replayed<S>(Loaded<S> loaded, @Nullable RecordedEvent last, LoadCost cost) {

  /** The same without the event, for being kept. */
  Replayed<S> alone() {
    return last == null ? this : new Replayed<>(loaded, null, cost);
  }
}
