package dev.cairn.model.testkit;

import dev.cairn.EventIds;
import dev.cairn.flow.saga.Deadline;
import dev.cairn.flow.saga.Reaction;
import dev.cairn.flow.saga.SagaCommand;
import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.Trigger;
import dev.cairn.flow.saga.Turn;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.EventCodec;
import dev.cairn.model.ModelException;
import dev.cairn.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An instance in a scenario, without a store: where its triggers have brought it. Immutable.
 *
 * @param type the kind of saga
 * @param now what time it is
 * @param state its state
 * @param phase where it stands
 * @param sent names of the commands without an answer
 * @param deadlines what it waits for, by name
 * @param told the triggers so far
 * @param reactions what they led to, in order
 */
record SagaPast<T, S, E>(
    SagaType<T, S, E> type,
    Instant now,
    S state,
    SagaPhase phase,
    Set<String> sent,
    Map<String, Instant> deadlines,
    List<Object> told,
    List<Reaction<E>> reactions) {

  static <T, S, E> SagaPast<T, S, E> of(SagaType<T, S, E> type, Instant now) {
    return new SagaPast<>(
        type,
        now,
        type.saga().initialState(),
        SagaPhase.RUNNING,
        Set.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  SagaPast<T, S, E> heard(T event) {
    return reacted(new Trigger.Happened<>(event, now));
  }

  SagaPast<T, S, E> accepted(String command) {
    return answered(command).reacted(new Trigger.Accepted<>(command, now));
  }

  SagaPast<T, S, E> refused(String command, Refusal reason) {
    return answered(command)
        .reacted(new Trigger.Refused<>(command, reason.rule(), reason.message(), now));
  }

  SagaPast<T, S, E> remembering(List<E> events) {
    List<Object> more = new ArrayList<>(told);
    more.addAll(events);
    return new SagaPast<>(type, now, evolved(events), phase, sent, deadlines, more, reactions);
  }

  /** Lets the deadlines up to that moment come, the earliest first, those that they set too. */
  SagaPast<T, S, E> until(Instant moment) {
    Optional<Map.Entry<String, Instant>> next =
        deadlines.entrySet().stream()
            .filter(one -> !one.getValue().isAfter(moment))
            .min(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    if (next.isEmpty() || phase.ended()) {
      return at(moment);
    }
    String name = next.get().getKey();
    Instant due = next.get().getValue().isAfter(now) ? next.get().getValue() : now;
    return at(due).without(name).reacted(new Trigger.DeadlineDue<>(name, due)).until(moment);
  }

  /** The reaction to a trigger; none where it has ended. */
  SagaPast<T, S, E> reacted(Trigger<T> trigger) {
    List<Object> more = new ArrayList<>(told);
    more.add(trigger);
    if (phase.ended()) {
      return new SagaPast<>(type, now, state, phase, sent, deadlines, more, reactions);
    }
    Reaction<E> reaction = reaction(trigger);
    reaction.events().forEach(event -> survives(type.events(), event));
    reaction.commands().forEach(this::survives);
    List<Reaction<E>> all = new ArrayList<>(reactions);
    all.add(reaction);
    return new SagaPast<>(
        type,
        now,
        evolved(reaction.events()),
        phase(trigger, reaction.turn()),
        sentAfter(reaction),
        deadlinesAfter(reaction),
        more,
        all);
  }

  SagaOutcome<S, E> outcome(SagaPast<T, S, E> before) {
    Object when =
        told.size() == before.told.size()
            ? "it is " + now
            : told.subList(before.told.size(), told.size());
    return new SagaOutcome<>(
        new Scenario(before.told, before.state, when),
        reactions.subList(before.reactions.size(), reactions.size()),
        state,
        phase);
  }

  private Reaction<E> reaction(Trigger<T> trigger) {
    String before = state.toString();
    Reaction<E> first = type.saga().react(state, trigger);
    if (!first.equals(type.saga().react(state, trigger)) || !state.toString().equals(before)) {
      throw broken(
          "react gave two answers to %s or changed the state; clocks, chance and look-ups belong outside"
              .formatted(trigger));
    }
    return first;
  }

  private S evolved(List<E> events) {
    S evolved = state;
    for (E event : events) {
      evolved = evolved(evolved, event);
    }
    return evolved;
  }

  private S evolved(S before, E event) {
    S once;
    S twice;
    try {
      once = type.saga().evolve(before, event);
      twice = type.saga().evolve(before, event);
    } catch (RuntimeException e) {
      throw new Scenario(told, before, event)
          .broken("evolve threw %s for %s; it must take every event".formatted(e, event), e);
    }
    if (!once.equals(twice)) {
      throw broken("evolve gave two answers for %s; states must be values".formatted(event));
    }
    return once;
  }

  private <C> void survives(SagaCommand<C> command) {
    survives(command.to().commands(), command.command());
  }

  private <X> void survives(EventCodec<X> codec, X value) {
    List<X> back;
    try {
      UUID id = EventIds.random();
      EncodedEvent form = codec.encode(value, id);
      back = codec.decode(form);
    } catch (ModelException e) {
      throw broken("the codec cannot read %s again: %s".formatted(value, e));
    }
    if (!back.equals(List.of(value))) {
      throw broken("the codec turned %s into %s".formatted(value, back));
    }
  }

  private SagaPhase phase(Trigger<T> trigger, Turn turn) {
    boolean released = trigger instanceof Trigger.Retried<T>;
    SagaPhase before = released ? phaseBeforeItStuck() : phase;
    return switch (turn) {
      case Turn.Onward() -> before;
      case Turn.Compensating() -> SagaPhase.COMPENSATING;
      case Turn.Stuck _ -> SagaPhase.STUCK;
      case Turn.Completed() -> SagaPhase.COMPLETED;
      case Turn.Compensated() -> SagaPhase.COMPENSATED;
    };
  }

  private SagaPhase phaseBeforeItStuck() {
    return reactions.stream().anyMatch(one -> one.turn().equals(new Turn.Compensating()))
        ? SagaPhase.COMPENSATING
        : SagaPhase.RUNNING;
  }

  private Set<String> sentAfter(Reaction<E> reaction) {
    Set<String> names = new LinkedHashSet<>(sent);
    reaction.commands().forEach(command -> names.add(command.name()));
    return names;
  }

  private Map<String, Instant> deadlinesAfter(Reaction<E> reaction) {
    Map<String, Instant> after = new TreeMap<>(deadlines);
    reaction.cancelled().forEach(after::remove);
    for (Deadline deadline : reaction.deadlines()) {
      after.put(deadline.name(), deadline.due());
    }
    return after;
  }

  private SagaPast<T, S, E> answered(String command) {
    if (!sent.contains(command)) {
      throw broken("no command '%s' waits for an answer, only %s".formatted(command, sent));
    }
    Set<String> left = new LinkedHashSet<>(sent);
    left.remove(command);
    return new SagaPast<>(type, now, state, phase, left, deadlines, told, reactions);
  }

  private SagaPast<T, S, E> at(Instant moment) {
    return new SagaPast<>(type, moment, state, phase, sent, deadlines, told, reactions);
  }

  private SagaPast<T, S, E> without(String deadline) {
    Map<String, Instant> left = new TreeMap<>(deadlines);
    left.remove(deadline);
    return new SagaPast<>(type, now, state, phase, sent, left, told, reactions);
  }

  private AssertionError broken(String law) {
    return new Scenario(told, state, "what follows").broken(law);
  }
}
