package dev.cairn.model;

/**
 * The rules of one kind of aggregate, as pure functions over immutable values: no clock, no
 * randomness, no look-ups. A fact from outside enters as data of the command. The older wording
 * calls {@link #decide} "handle" and {@link #evolve} "apply".
 *
 * @param <C> its commands: what is asked for, in the imperative
 * @param <S> its state: just what decisions need
 * @param <E> its events: what happened, in the past tense
 */
public interface Decider<C, S, E> {

  /** The state before the first event. */
  S initialState();

  /** Judges a command by the state; the same arguments always give the same answer. */
  Decision<E> decide(C command, S state);

  /**
   * The state after an event. Total: it never judges and never throws, for any event on any state,
   * because what happened has happened. An event without a meaning in a state leaves it as it is.
   */
  S evolve(S state, E event);

  /** Whether the aggregate has ended: every further command is refused with {@link Ended}. */
  default boolean isTerminal(S state) {
    return false;
  }

  /** The whole answer to a command: {@link Ended} in a terminal state, else {@link #decide}. */
  default Decision<E> handle(C command, S state) {
    return isTerminal(state) ? Decision.refused(new Ended()) : decide(command, state);
  }

  /** The state after several events, in order. */
  default S fold(S state, Iterable<? extends E> events) {
    S current = state;
    for (E event : events) {
      current = evolve(current, event);
    }
    return current;
  }
}
