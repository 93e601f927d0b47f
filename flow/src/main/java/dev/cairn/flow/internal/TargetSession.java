package dev.cairn.flow.internal;

import dev.cairn.EventBatch;
import dev.cairn.Position;
import java.util.function.BooleanSupplier;

/** A target while events go into it. Used by one thread. */
public interface TargetSession extends AutoCloseable {

  /** What became of a batch. */
  enum Outcome {
    /** It counts, and the position is behind it. */
    APPLIED,
    /** Another process is writing; nothing happened, the same batch may be tried again. */
    BUSY,
    /** The target is not where this session left it; nothing happened, open another session. */
    LOST,
    /** It was given up halfway because it was asked to; nothing happened. */
    GIVEN_UP
  }

  /** How far the target is. */
  Checkpoint checkpoint();

  /** Everything up to and including this position counts. */
  default Position position() {
    return checkpoint().position();
  }

  /** Whether the target is still the one that was opened. */
  boolean current();

  /**
   * Applies a batch and moves the position, both or neither.
   *
   * @param giveUp asked between events
   * @throws PlacedFailure if an event could not be applied
   */
  Outcome apply(EventBatch batch, BooleanSupplier giveUp) throws Exception;

  @Override
  void close();
}
