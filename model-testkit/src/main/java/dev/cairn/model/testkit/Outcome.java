package dev.cairn.model.testkit;

import dev.cairn.model.Refusal;
import java.util.List;
import java.util.Objects;

/**
 * What became of a command, and what a test expects of it. Every expectation returns this outcome,
 * so that several can follow each other.
 *
 * @param <S> the state
 * @param <E> the events
 * @param <O> this type
 */
public abstract sealed class Outcome<S, E, O extends Outcome<S, E, O>>
    permits DecisionOutcome, CommandOutcome {

  private final Scenario scenario;
  private final Answer<S, E> answer;

  Outcome(Scenario scenario, Answer<S, E> answer) {
    this.scenario = scenario;
    this.answer = answer;
  }

  abstract O self();

  /** Expects that the command was accepted and exactly these events happened, in order. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final O thenEvents(E... expected) {
    return thenEvents(List.of(expected));
  }

  /** Expects that the command was accepted and exactly these events happened, in order. */
  public final O thenEvents(List<? extends E> expected) {
    boolean met =
        answer instanceof Answer.Accepted<S, E>(List<E> events, S _) && events.equals(expected);
    String shown = expected.isEmpty() ? "accepted, nothing happened" : Scenario.lines(expected);
    return expect(met, shown, answer.shown());
  }

  /** Expects that the command was accepted and changed nothing. */
  public final O thenNothing() {
    return thenEvents(List.of());
  }

  /** Expects that the command was refused by that rule. */
  public final O thenRefused(Class<? extends Refusal> rule) {
    boolean met = answer instanceof Answer.Refused<S, E>(Refusal reason) && rule.isInstance(reason);
    return expect(met, "refused with " + rule.getSimpleName(), answer.shown());
  }

  /** Expects that the command was refused for exactly that reason. */
  public final O thenRefused(Refusal expected) {
    boolean met = answer instanceof Answer.Refused<S, E>(Refusal reason) && reason.equals(expected);
    return expect(met, "refused with " + expected, answer.shown());
  }

  /** Expects this state afterwards; a refused command leaves it as it was. */
  public final O thenState(S expected) {
    return switch (answer) {
      case Answer.Accepted<S, E>(List<E> _, S state) ->
          expect(Objects.equals(expected, state), "state " + expected, "state " + state);
      case Answer.Refused<S, E> _ ->
          expect(
              Objects.equals(expected, scenario.state()),
              "state " + expected,
              answer.shown() + ", so the state stayed");
      case Answer.Exhausted<S, E> _ -> expect(false, "state " + expected, answer.shown());
    };
  }

  /** Throws unless an expectation was met. */
  final O expect(boolean met, String expected, String actual) {
    if (!met) {
      throw scenario.unmet(expected, actual);
    }
    return self();
  }

  final Answer<S, E> answer() {
    return answer;
  }
}
