package dev.cairn.flow.saga;

/**
 * The rules of one kind of process, as pure functions over immutable values: a decider's mirror. A
 * decider takes commands and answers with events; a saga takes events and answers with commands. No
 * clock, no randomness, no look-ups: a trigger carries its time.
 *
 * @param <T> what it hears from elsewhere
 * @param <S> its state: just what reactions need
 * @param <E> its own events: what it remembers, in the past tense
 */
public interface Saga<T, S, E> {

  /** The state before the first event. */
  S initialState();

  /** What follows from a trigger; the same arguments always give the same answer. */
  Reaction<E> react(S state, Trigger<T> trigger);

  /** The state after one of its own events. Total: it never judges and never throws. */
  S evolve(S state, E event);
}
