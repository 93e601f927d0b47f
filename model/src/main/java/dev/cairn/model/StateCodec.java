package dev.cairn.model;

import dev.cairn.Payload;

/**
 * Turns states of an aggregate into JSON and back, for snapshots. What comes back must equal what
 * was encoded; a snapshot of which it does not is never kept. Thread-safe.
 *
 * @param <S> the state
 */
public interface StateCodec<S> {

  /** The version of the schema that is written, from 1. */
  int schema();

  /** Returns the state as JSON. */
  Payload encode(S state);

  /**
   * Returns the state that was encoded.
   *
   * @param schema the version of the schema that the JSON follows
   * @throws UnreadableStateException if this code does not understand it; whatever else is thrown
   *     is taken for the same
   */
  S decode(int schema, Payload state);
}
