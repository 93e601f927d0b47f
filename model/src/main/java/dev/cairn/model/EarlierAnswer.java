package dev.cairn.model;

import dev.cairn.AppendResult;
import dev.cairn.AsOf;
import dev.cairn.Cursor;
import dev.cairn.EventStore;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.RequestKey;
import dev.cairn.RequestReusedException;
import dev.cairn.StreamId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives the answer to a request again, read from the events which it led to. */
final class EarlierAnswer {

  private final EventStore store;
  private final Aggregates aggregates;
  private final List<Step<?, ?, ?>> steps;

  EarlierAnswer(EventStore store, Aggregates aggregates, List<Step<?, ?, ?>> steps) {
    this.store = store;
    this.aggregates = aggregates;
    this.steps = List.copyOf(steps);
  }

  /** The answer to the request, if it has events in the store. */
  Optional<JointResult> to(RequestKey request) {
    return store.find(request).map(first -> answer(request, first));
  }

  /** The answer whose events are those of this append. */
  JointResult answer(RequestKey request, AppendResult first) {
    Set<StreamId> others = new HashSet<>(first.versions().keySet());
    for (Step<?, ?, ?> step : steps) {
      others.remove(step.stream());
    }
    if (!others.isEmpty()) {
      throw new RequestReusedException(request.id(), first.first());
    }
    List<CommandResult.Accepted<?, ?>> answers = new ArrayList<>();
    for (Step<?, ?, ?> step : steps) {
      answers.add(answer(step, first));
    }
    return new JointResult.Accepted(answers, first.last(), true);
  }

  private <S, E> CommandResult.Accepted<S, E> answer(Step<?, S, E> step, AppendResult first) {
    Loaded<S> then = aggregates.loadAsOf(step.type(), step.id(), AsOf.position(first.last()));
    return new CommandResult.Accepted<>(
        events(step, first), first.last(), then.version(), then.state(), true);
  }

  /** The events of the append on the step's stream: the newest ones as of its end. */
  private <E> List<E> events(Step<?, ?, E> step, AppendResult first) {
    List<E> events = new ArrayList<>();
    ReadRequest request =
        ReadRequest.stream(step.stream()).asOf(AsOf.position(first.last())).backwards();
    try (Cursor<RecordedEvent> newest = store.read(request)) {
      while (newest.hasNext()) {
        RecordedEvent event = newest.next();
        if (first.first().isAfter(event.position())) {
          break;
        }
        events.addAll(0, step.type().codec().decode(event));
      }
    }
    return events;
  }
}
