package dev.cairn.flow.saga;

import dev.cairn.flow.saga.StepEvent.ProcessBegan;
import dev.cairn.flow.saga.StepEvent.StepDone;
import dev.cairn.flow.saga.StepEvent.StepFailed;
import dev.cairn.flow.saga.StepEvent.StepUndone;
import dev.cairn.model.JsonCodec;
import dev.cairn.model.StateCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The usual saga: one step after the other; where one fails, those that were done are undone, the
 * last one first. It ends completed or compensated, or it is stuck where what undoes a step is
 * refused; tried again, it sends the same once more.
 *
 * <p>Steps are found again by their names, so the name of a step stays while instances are on their
 * way, and so does the order. Immutable.
 *
 * @param <T> what it hears from elsewhere
 * @param <D> what the process is about, taken from the event that begins it
 */
public final class Steps<T, D> implements Saga<T, StepsState<D>, StepEvent> {

  /** How the events of steps are stored. */
  public static final JsonCodec<StepEvent> EVENTS = JsonCodec.forSealed(StepEvent.class);

  private final StateCodec<D> data;
  private final Function<? super T, Optional<D>> begins;
  private final List<SagaStep<T, D>> steps;

  private Steps(
      StateCodec<D> data, Function<? super T, Optional<D>> begins, List<SagaStep<T, D>> steps) {
    this.data = data;
    this.begins = begins;
    this.steps = List.copyOf(steps);
  }

  /**
   * A process without steps yet.
   *
   * @param data how what it is about is stored
   * @param begins what an event that begins it says it is about; empty for other events
   */
  public static <T, D> Steps<T, D> of(StateCodec<D> data, Function<? super T, Optional<D>> begins) {
    return new Steps<>(data, begins, List.of());
  }

  /**
   * The same with one more step at its end.
   *
   * @throws IllegalArgumentException if one of that name is there
   */
  public Steps<T, D> then(SagaStep<T, D> step) {
    List<SagaStep<T, D>> more = new ArrayList<>(steps);
    more.add(step);
    Set<String> names = new HashSet<>();
    for (SagaStep<T, D> one : more) {
      if (!names.add(one.name()) || !names.add(one.undoName())) {
        throw new IllegalArgumentException(
            "two steps are called '%s', so their answers could not be told apart"
                .formatted(step.name()));
      }
    }
    return new Steps<>(data, begins, more);
  }

  /** The kind of saga that has these steps; it hears nothing yet. */
  public SagaType<T, StepsState<D>, StepEvent> type(String category) {
    return SagaType.of(category, this, EVENTS);
  }

  @Override
  public StepsState<D> initialState() {
    return StepsState.initial();
  }

  @Override
  public StepsState<D> evolve(StepsState<D> state, StepEvent event) {
    return switch (event) {
      case ProcessBegan(int schema, JsonNode json) ->
          state.began(data.decode(schema, TreeJson.payload(json)));
      case StepDone(String name) -> step(name).map(state::done).orElse(state);
      case StepFailed(String name, String _, boolean mayBeDone) ->
          step(name).map(step -> state.failed(step, mayBeDone)).orElse(state);
      case StepUndone(String name) -> state.undone(name);
    };
  }

  @Override
  public Reaction<StepEvent> react(StepsState<D> state, Trigger<T> trigger) {
    return state.about().map(about -> on(about, state, trigger)).orElseGet(() -> begin(trigger));
  }

  private Reaction<StepEvent> begin(Trigger<T> trigger) {
    return switch (trigger) {
      case Trigger.Happened<T>(T event, var _) ->
          begins.apply(event).map(about -> begun(about, trigger)).orElse(Reaction.nothing());
      case Trigger.DeadlineDue<T> _,
          Trigger.Accepted<T> _,
          Trigger.Refused<T> _,
          Trigger.Retried<T> _ ->
          Reaction.nothing();
    };
  }

  private Reaction<StepEvent> begun(D about, Trigger<T> trigger) {
    JsonNode json = TreeJson.tree(data.encode(about));
    Reaction<StepEvent> reaction = Reaction.recording(new ProcessBegan(data.schema(), json));
    return next(reaction, 0, about, trigger);
  }

  private Reaction<StepEvent> on(D about, StepsState<D> state, Trigger<T> trigger) {
    return switch (trigger) {
      case Trigger.Happened<T>(T event, var _) ->
          current(state)
              .map(step -> heard(step, step.judge(event), about, state, trigger))
              .orElse(Reaction.nothing());
      case Trigger.DeadlineDue<T>(String name, var _) ->
          current(state)
              .filter(step -> step.name().equals(name))
              .map(step -> fail(step, "it took too long", true, about, state))
              .orElse(Reaction.nothing());
      case Trigger.Accepted<T>(String name, var _) -> accepted(name, about, state, trigger);
      case Trigger.Refused<T>(String name, String _, String message, var _) ->
          refused(name, message, about, state);
      case Trigger.Retried<T> _ when state.failed() -> undoNext(Reaction.nothing(), about, state);
      case Trigger.Retried<T> _ -> Reaction.nothing();
    };
  }

  private Reaction<StepEvent> heard(
      SagaStep<T, D> step, StepVerdict verdict, D about, StepsState<D> state, Trigger<T> trigger) {
    return switch (verdict) {
      case StepVerdict.Done() -> done(step, about, state, trigger);
      case StepVerdict.Failed(String reason) -> fail(step, reason, false, about, state);
      case StepVerdict.NotYet() -> Reaction.nothing();
    };
  }

  private Reaction<StepEvent> accepted(
      String name, D about, StepsState<D> state, Trigger<T> trigger) {
    if (state.failed()) {
      return undone(name, about, state);
    }
    return current(state)
        .filter(step -> step.name().equals(name) && !step.waitsForAnEvent())
        .map(step -> done(step, about, state, trigger))
        .orElse(Reaction.nothing());
  }

  private Reaction<StepEvent> undone(String name, D about, StepsState<D> state) {
    return state.toUndo().stream()
        .flatMap(undone -> step(undone).stream())
        .filter(step -> step.undoName().equals(name))
        .findFirst()
        .map(step -> {
          StepEvent event = new StepUndone(step.name());
          return undoNext(Reaction.recording(event), about, evolve(state, event));
        })
        .orElse(Reaction.nothing());
  }

  private Reaction<StepEvent> refused(String name, String message, D about, StepsState<D> state) {
    if (state.failed()) {
      return Reaction.<StepEvent>nothing().stuck("%s: %s".formatted(name, message));
    }
    return current(state)
        .filter(step -> step.name().equals(name))
        .map(step -> fail(step, message, false, about, state))
        .orElse(Reaction.nothing());
  }

  private Reaction<StepEvent> done(
      SagaStep<T, D> step, D about, StepsState<D> state, Trigger<T> trigger) {
    Reaction<StepEvent> reaction = step.end(Reaction.recording(new StepDone(step.name())));
    return next(reaction, state.done() + 1, about, trigger);
  }

  private Reaction<StepEvent> next(
      Reaction<StepEvent> reaction, int index, D about, Trigger<T> trigger) {
    return index < steps.size()
        ? steps.get(index).begin(reaction, about, trigger)
        : reaction.completed();
  }

  private Reaction<StepEvent> fail(
      SagaStep<T, D> step, String reason, boolean mayBeDone, D about, StepsState<D> state) {
    StepEvent event = new StepFailed(step.name(), reason, mayBeDone);
    Reaction<StepEvent> reaction = step.end(Reaction.recording(event));
    return undoNext(reaction.compensating(), about, evolve(state, event));
  }

  private Reaction<StepEvent> undoNext(Reaction<StepEvent> reaction, D about, StepsState<D> state) {
    if (state.toUndo().isEmpty()) {
      return reaction.compensated();
    }
    return step(state.toUndo().getLast())
        .map(step -> step.undo(reaction, about))
        .orElseGet(() ->
            reaction.stuck(
                "the code has no step '%s' to undo; bring it back"
                    .formatted(state.toUndo().getLast())));
  }

  /** The step that was begun and has not ended. */
  private Optional<SagaStep<T, D>> current(StepsState<D> state) {
    return state.failed() || state.done() >= steps.size()
        ? Optional.empty()
        : Optional.of(steps.get(state.done()));
  }

  private Optional<SagaStep<T, D>> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }
}
