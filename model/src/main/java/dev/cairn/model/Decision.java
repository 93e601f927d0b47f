package dev.cairn.model;

import java.util.List;

/**
 * What a decider answers to a command: the events that shall be recorded, or why not. A refusal is
 * an answer like any other, so it is a value and never an exception.
 *
 * @param <E> the events of the aggregate
 */
public sealed interface Decision<E> {

  /**
   * The command is accepted.
   *
   * @param events what happened because of it, in order; empty where nothing needs to change
   */
  record Accepted<E>(List<E> events) implements Decision<E> {

    /** Copies the list. */
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /**
   * The command is refused, nothing happens.
   *
   * @param reason the rule it would have broken
   */
  record Refused<E>(Refusal reason) implements Decision<E> {}

  /** Accepted, with these events. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <E> Decision<E> accepted(E... events) {
    return new Accepted<>(List.of(events));
  }

  /** Accepted, with these events. */
  static <E> Decision<E> accepted(List<E> events) {
    return new Accepted<>(events);
  }

  /** Accepted, and nothing needs to change: what was asked for is so already. */
  static <E> Decision<E> nothing() {
    return new Accepted<>(List.of());
  }

  /** Refused. */
  static <E> Decision<E> refused(Refusal reason) {
    return new Refused<>(reason);
  }
}
