package dev.cairn.model;

import dev.cairn.Append;
import dev.cairn.AppendCondition.FailIfEventsMatch;
import dev.cairn.AppendResult;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.Position;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One attempt to handle commands: loads and decides each step, then appends what they all emit
 * under the versions seen. May run again after a conflict; keeps nothing between two runs.
 */
final class Attempt {

  /** How an attempt ended. */
  sealed interface Outcome {}

  /**
   * With an answer of its own.
   *
   * @param result the answer
   */
  record Answered(JointResult result) implements Outcome {}

  /**
   * With the discovery that another caller had the same request recorded meanwhile.
   *
   * @param request the request
   * @param first the answer which that caller got
   */
  record Repeated(RequestKey request, AppendResult first) implements Outcome {}

  /** What a step came to, before anything is recorded. */
  private sealed interface Judged {}

  private record Turned(StreamId stream, Refusal reason, Version version) implements Judged {

    JointResult.Refused answer(int step) {
      return new JointResult.Refused(step, stream, reason, version);
    }
  }

  private record Decided<S, E>(
      Step<?, S, E> step, Replayed<S> replayed, List<E> events, S state, List<NewEvent> encoded)
      implements Judged {

    Loaded<S> seen() {
      return replayed.loaded();
    }

    Version versionAfter() {
      return seen().version().plus(events.size());
    }

    CommandResult.Accepted<S, E> answer(Position position) {
      return new CommandResult.Accepted<>(events, position, versionAfter(), state, false);
    }
  }

  private final EventStore store;
  private final Aggregates aggregates;
  private final CommandContext context;
  private final Payload metadata;
  private final EventIds ids;
  private final List<Step<?, ?, ?>> steps;

  Attempt(
      EventStore store,
      Aggregates aggregates,
      CommandContext context,
      EventIds ids,
      List<Step<?, ?, ?>> steps) {
    this.store = store;
    this.aggregates = aggregates;
    this.context = context;
    this.metadata = CommandMetadata.of(context);
    this.ids = ids;
    this.steps = List.copyOf(steps);
  }

  /**
   * Decides and appends.
   *
   * @throws dev.cairn.WrongVersionException if an aggregate changed meanwhile; nothing was written
   */
  Outcome run() {
    List<Decided<?, ?>> decided = new ArrayList<>();
    for (Step<?, ?, ?> step : steps) {
      switch (judge(step)) {
        case Turned refused -> {
          return new Answered(refused.answer(decided.size()));
        }
        case Decided<?, ?> accepted -> decided.add(accepted);
      }
    }
    return record(decided);
  }

  private <C, S, E> Judged judge(Step<C, S, E> step) {
    Decider<C, S, E> decider = step.type().decider();
    Replayed<S> replayed = aggregates.replayed(step.type(), step.id());
    Loaded<S> seen = replayed.loaded();
    return switch (decider.handle(step.command(), seen.state())) {
      case Decision.Refused<E>(Refusal reason) -> new Turned(step.stream(), reason, seen.version());
      case Decision.Accepted<E>(List<E> events) ->
          new Decided<>(
              step, replayed, events, decider.fold(seen.state(), events), encoded(step, events));
    };
  }

  private <E> List<NewEvent> encoded(Step<?, ?, E> step, List<E> events) {
    List<NewEvent> encoded = new ArrayList<>();
    for (E event : events) {
      EncodedEvent form = step.type().codec().encode(event);
      Set<Tag> tags = step.type().tags().apply(event);
      encoded.add(
          new NewEvent(ids.next(), form.type(), form.schema(), tags, form.data(), metadata));
    }
    return encoded;
  }

  private Outcome record(List<Decided<?, ?>> decided) {
    boolean emits = decided.stream().anyMatch(one -> !one.events().isEmpty());
    if (!emits && steps.stream().noneMatch(Attempt::asksForCheck)) {
      return new Answered(accepted(decided, lastSeen(decided)));
    }
    Append append = append(decided);
    Optional<RequestKey> request = emits ? context.request() : Optional.empty();
    AppendResult result = store.append(request.map(append::forRequest).orElse(append));
    if (request.isPresent() && result.repeated()) {
      return new Repeated(request.get(), result);
    }
    decided.forEach(one -> aggregates.appended(one.step(), one.replayed(), one.versionAfter()));
    return new Answered(accepted(decided, emits ? result.last() : lastSeen(decided)));
  }

  private static boolean asksForCheck(Step<?, ?, ?> step) {
    return step.checked() || !step.conditions().isEmpty();
  }

  private static JointResult.Accepted accepted(List<Decided<?, ?>> decided, Position position) {
    List<CommandResult.Accepted<?, ?>> answers = new ArrayList<>();
    for (Decided<?, ?> one : decided) {
      answers.add(one.answer(position));
    }
    return new JointResult.Accepted(answers, position, false);
  }

  /** The last event that any of the decisions rests on. */
  private static Position lastSeen(List<Decided<?, ?>> decided) {
    Position last = Position.START;
    for (Decided<?, ?> one : decided) {
      last = one.seen().position().isAfter(last) ? one.seen().position() : last;
    }
    return last;
  }

  private Append append(List<Decided<?, ?>> decided) {
    Append append = Append.of(List.of());
    for (Decided<?, ?> one : decided) {
      ExpectedVersion expected = ExpectedVersion.exactly(one.seen().version());
      append = append.and(one.step().stream(), expected, one.encoded());
      for (FailIfEventsMatch condition : one.step().conditions()) {
        append = append.under(condition);
      }
    }
    return append;
  }
}
