package dev.cairn.model;

import dev.cairn.Position;
import dev.cairn.Version;
import java.util.List;

/**
 * The answer to a command.
 *
 * @param <S> the state of the aggregate
 * @param <E> its events
 */
public sealed interface CommandResult<S, E> {

  /** The version of the aggregate when the answer was given, its new events included. */
  Version version();

  /**
   * The command was accepted and its events are durable.
   *
   * @param events what happened because of it; empty where nothing needed to change
   * @param position a view that has applied everything up to here shows the effect
   * @param version the version of the aggregate, these events included
   * @param state the state after these events
   * @param repeated whether this is the answer to an earlier command of the same request
   */
  record Accepted<S, E>(
      List<E> events, Position position, Version version, S state, boolean repeated)
      implements CommandResult<S, E> {

    /** Copies the list. */
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * The command was refused and nothing was written.
   *
   * @param reason the rule it would have broken
   * @param version the version of the aggregate that was judged
   */
  record Refused<S, E>(Refusal reason, Version version) implements CommandResult<S, E> {}
}
