package dev.cairn;

/**
 * What must hold at the moment of an append, checked atomically with it against all that was
 * committed before.
 */
public sealed interface AppendCondition {

  /**
   * A stream is at the expected version before the append.
   *
   * @param stream the stream, which need not be one that is written to
   * @param expected what is believed about it
   */
  record StreamVersion(StreamId stream, ExpectedVersion expected) implements AppendCondition {}

  /**
   * No event behind a position answers the query: the append condition of a Dynamic Consistency
   * Boundary.
   *
   * @param query what must not have happened
   * @param after events up to and including this position do not count
   */
  record FailIfEventsMatch(Query query, Position after) implements AppendCondition {}
}
