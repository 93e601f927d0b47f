package dev.cairn.model.testkit;

import dev.cairn.EventIds;
import dev.cairn.model.Decider;
import dev.cairn.model.Decision;
import dev.cairn.model.EventCodec;
import dev.cairn.model.ModelException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold for any decider, checked along one scenario. */
final class DeciderLaws<C, S, E> {

  private final Decider<C, S, E> decider;
  private final Optional<EventCodec<E>> codec;
  private final List<E> history;
  private final C command;

  DeciderLaws(Decider<C, S, E> decider, Optional<EventCodec<E>> codec, List<E> history, C command) {
    this.decider = decider;
    this.codec = codec;
    this.history = history;
    this.command = command;
  }

  /**
   * Decides the command and checks the laws.
   *
   * @throws AssertionError naming the law that is broken
   */
  DecisionOutcome<S, E> judge() {
    S state = folded();
    Scenario scenario = new Scenario(history, state, command);
    Answer<S, E> answer =
        switch (decided(scenario, state)) {
          case Decision.Refused<E>(var reason) -> new Answer.Refused<>(reason);
          case Decision.Accepted<E>(List<E> events) ->
              new Answer.Accepted<>(events, foldedOn(scenario, state, events));
        };
    List<E> events = new ArrayList<>(history);
    if (answer instanceof Answer.Accepted<S, E>(List<E> emitted, S _)) {
      events.addAll(emitted);
    }
    evolveIsTotal(scenario, events);
    eventsSurviveTheirCodec(scenario, events);
    return new DecisionOutcome<>(scenario, answer);
  }

  private S folded() {
    S initial = decider.initialState();
    return foldedOn(new Scenario(history, initial, command), initial, history);
  }

  private S foldedOn(Scenario scenario, S start, List<E> events) {
    S state = start;
    for (E event : events) {
      state = evolved(scenario, state, event);
    }
    return state;
  }

  private S evolved(Scenario scenario, S state, E event) {
    S once = evolvedOnce(scenario, state, event);
    if (!once.equals(evolvedOnce(scenario, state, event))) {
      throw scenario.broken(
          "evolve gave two answers for %s; it must be pure, and states must be values"
              .formatted(event));
    }
    return once;
  }

  private S evolvedOnce(Scenario scenario, S state, E event) {
    try {
      return decider.evolve(state, event);
    } catch (RuntimeException e) {
      throw scenario.broken(
          "evolve threw %s for %s on %s; what happened has happened, so it must take every event"
              .formatted(e, event, state),
          e);
    }
  }

  private Decision<E> decided(Scenario scenario, S state) {
    String before = state.toString();
    Decision<E> first = decidedOnce(scenario, state);
    if (!state.toString().equals(before) || !state.equals(folded())) {
      throw scenario.broken("decide changed the state, which only evolve may do");
    }
    Decision<E> second = decidedOnce(scenario, folded());
    if (!first.equals(second)) {
      throw scenario.broken(
          "decide gave two answers, %s and %s; clocks, chance and look-ups belong outside, their results into the command"
              .formatted(first, second));
    }
    return first;
  }

  private Decision<E> decidedOnce(Scenario scenario, S state) {
    try {
      return decider.handle(command, state);
    } catch (RuntimeException e) {
      throw scenario.broken("decide threw %s; a refusal is a value".formatted(e), e);
    }
  }

  /** Every event of the scenario on every state of it. */
  private void evolveIsTotal(Scenario scenario, List<E> events) {
    Set<S> states = new LinkedHashSet<>();
    S state = decider.initialState();
    states.add(state);
    for (E event : events) {
      state = evolved(scenario, state, event);
      states.add(state);
    }
    for (S any : states) {
      for (E event : events) {
        evolvedOnce(scenario, any, event);
      }
    }
  }

  private void eventsSurviveTheirCodec(Scenario scenario, List<E> events) {
    codec.ifPresent(form -> events.forEach(event -> survives(scenario, form, event)));
  }

  private void survives(Scenario scenario, EventCodec<E> form, E event) {
    List<E> back;
    try {
      back = form.decode(form.encode(event, EventIds.random()));
    } catch (ModelException e) {
      throw scenario.broken("the codec cannot read %s again: %s".formatted(event, e), e);
    }
    if (!back.equals(List.of(event))) {
      throw scenario.broken("the codec turned %s into %s".formatted(event, back));
    }
  }
}
