package dev.cairn.model.testkit;

import dev.cairn.flow.saga.Deadline;
import dev.cairn.flow.saga.Reaction;
import dev.cairn.flow.saga.Receiver;
import dev.cairn.flow.saga.SagaCommand;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.Turn;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What a saga made of a trigger, or of the deadlines in a span of time, and what a test expects of
 * it. Every expectation returns this outcome, so that several can follow each other.
 *
 * @param <S> the state
 * @param <E> the saga's own events
 */
public final class SagaOutcome<S, E> {

  private final Scenario scenario;
  private final List<Reaction<E>> reactions;
  private final S state;
  private final SagaPhase phase;

  SagaOutcome(Scenario scenario, List<Reaction<E>> reactions, S state, SagaPhase phase) {
    this.scenario = scenario;
    this.reactions = List.copyOf(reactions);
    this.state = state;
    this.phase = phase;
  }

  /** Expects that it sent exactly this command. */
  public <C> SagaOutcome<S, E> thenSends(String name, Receiver<C> to, String id, C command) {
    return thenSends(new SagaCommand<>(name, to, id, command));
  }

  /** Expects that it sent exactly these commands, in order. */
  public SagaOutcome<S, E> thenSends(SagaCommand<?>... expected) {
    return same("sends", List.of(expected), all(Reaction::commands));
  }

  /** Expects that it sent no command. */
  public SagaOutcome<S, E> thenSendsNothing() {
    return thenSends();
  }

  /** Expects that it remembered exactly these events, in order. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final SagaOutcome<S, E> thenRemembers(E... expected) {
    return same("remembers", List.of(expected), all(Reaction::events));
  }

  /** Expects that it set exactly this deadline. */
  public SagaOutcome<S, E> thenWaitsUntil(String deadline, Instant due) {
    return same("waits for", List.of(new Deadline(deadline, due)), all(Reaction::deadlines));
  }

  /** Expects that it cancelled exactly these deadlines, in order. */
  public SagaOutcome<S, E> thenCancels(String... deadlines) {
    return same("cancels", List.of(deadlines), all(Reaction::cancelled));
  }

  /** Expects that nothing at all followed. */
  public SagaOutcome<S, E> thenNothing() {
    List<Reaction<E>> told =
        reactions.stream().filter(one -> !one.equals(Reaction.<E>nothing())).toList();
    return same("does", List.of(), told);
  }

  /** Expects that it has ended with everything done. */
  public SagaOutcome<S, E> thenCompleted() {
    return thenIs(SagaPhase.COMPLETED);
  }

  /** Expects that it has ended with everything undone. */
  public SagaOutcome<S, E> thenCompensated() {
    return thenIs(SagaPhase.COMPENSATED);
  }

  /** Expects that it stands there now. */
  public SagaOutcome<S, E> thenIs(SagaPhase expected) {
    return expect(phase == expected, "it is " + expected, "it is " + phase);
  }

  /** Expects that it is stuck for that reason. */
  public SagaOutcome<S, E> thenStuck(String reason) {
    Turn last = reactions.isEmpty() ? new Turn.Onward() : reactions.getLast().turn();
    return expect(last.equals(new Turn.Stuck(reason)), "stuck: " + reason, last.toString());
  }

  /** Expects this state afterwards. */
  public SagaOutcome<S, E> thenState(S expected) {
    return expect(expected.equals(state), "state " + expected, "state " + state);
  }

  private <X> List<X> all(Function<Reaction<E>, List<X>> part) {
    return reactions.stream().flatMap(one -> part.apply(one).stream()).toList();
  }

  private SagaOutcome<S, E> same(String verb, List<?> expected, List<?> actual) {
    return expect(
        expected.equals(actual),
        verb + " " + Scenario.lines(expected),
        verb + " " + Scenario.lines(actual));
  }

  private SagaOutcome<S, E> expect(boolean met, String expected, String actual) {
    if (!met) {
      throw scenario.unmet(expected, actual);
    }
    return this;
  }
}
