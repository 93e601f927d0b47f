package dev.cairn.model.testkit;

/**
 * What a decider made of a command.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class DecisionOutcome<S, E> extends Outcome<S, E, DecisionOutcome<S, E>> {

  DecisionOutcome(Scenario scenario, Answer<S, E> answer) {
    super(scenario, answer);
  }

  @Override
  DecisionOutcome<S, E> self() {
    return this;
  }
}
