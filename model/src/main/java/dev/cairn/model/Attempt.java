package dev.cairn.model;

import dev.cairn.Append;
import dev.cairn.AppendCondition.FailIfEventsMatch;
import dev.cairn.AppendResult;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.PendingAppend;
import dev.cairn.Position;
import dev.cairn.RequestKey;
import dev.cairn.Tag;
import dev.cairn.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to handle commands: in their lanes, decides each step and hands over what they all
 * emit, under the versions seen and behind the appends that those rest on; then waits for the
 * answer. What was decided on a state that is not known to be today's is checked even where nothing
 * is emitted. Used once.
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

  /**
   * What a step was decided on.
   *
   * @param replayed the state, and what loading it took
   * @param current whether it was read in this attempt
   * @param after the append that must take effect for the state to be true, if it may not have yet
   * @param run what rests on each other in this lane
   */
  private record Seen<S>(
      Replayed<S> replayed, boolean current, @Nullable PendingAppend after, Object run) {

    Loaded<S> loaded() {
      return replayed.loaded();
    }
  }

  /** What a step came to, before anything is recorded. */
  private sealed interface Judged {}

  private record Turned<S>(Step<?, S, ?> step, Seen<S> seen, Refusal reason) implements Judged {

    JointResult.Refused answer(int number) {
      return new JointResult.Refused(number, step.stream(), reason, seen.loaded().version());
    }
  }

  private record Decided<S, E>(
      Step<?, S, E> step, Seen<S> seen, List<E> events, S state, List<NewEvent> encoded)
      implements Judged {

    Version versionAfter() {
      return seen.loaded().version().plus(events.size());
    }

    CommandResult.Accepted<S, E> answer(Position position) {
      return new CommandResult.Accepted<>(events, position, versionAfter(), state, false);
    }

    Replayed<S> stateAt(Position position) {
      long bytes = encoded.stream().mapToLong(event -> event.data().size()).sum();
      LoadCost cost = seen.replayed().cost().plus(events.size(), bytes);
      return new Replayed<>(new Loaded<>(state, versionAfter(), position), null, cost);
    }
  }

  private final EventStore store;
  private final Aggregates aggregates;
  private final CommandContext context;
  private final EventIds ids;
  private final List<Step<?, ?, ?>> steps;
  private final Lanes.Entered lanes;
  private final List<Seen<?>> all = new ArrayList<>();

  Attempt(
      EventStore store,
      Aggregates aggregates,
      CommandContext context,
      EventIds ids,
      List<Step<?, ?, ?>> steps,
      Lanes.Entered lanes) {
    this.store = store;
    this.aggregates = aggregates;
    this.context = context;
    this.ids = ids;
    this.steps = List.copyOf(steps);
    this.lanes = lanes;
  }

  /**
   * Decides, hands over, and waits.
   *
   * @param fresh whether a state that may be old is read anew
   * @param alone whether the lanes are kept until the answer is known, so that no other command of
   *     this process comes between
   * @throws dev.cairn.WrongVersionException if an aggregate changed meanwhile; nothing was written
   * @throws dev.cairn.PrecedingAppendException if it was decided on what never became true; nothing
   *     was written
   */
  Outcome run(boolean fresh, boolean alone) {
    Begun begun = begin(fresh);
    if (!alone) {
      lanes.endTurn();
    }
    try {
      return await(begun);
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  /** What rests on this attempt, or on the same as this, will be refused as well. */
  private void forget() {
    for (int i = 0; i < all.size(); i++) {
      lanes.of(steps.get(i).stream()).forget(all.get(i).run());
    }
  }

  /** What it came to before the answer of the store. */
  private sealed interface Begun {}

  private record Known(Outcome outcome) implements Begun {}

  private record HandedOver(PendingAppend append, Function<AppendResult, Outcome> end)
      implements Begun {}

  private static Outcome await(Begun begun) {
    return switch (begun) {
      case Known(Outcome outcome) -> outcome;
      case HandedOver(PendingAppend append, Function<AppendResult, Outcome> end) ->
          end.apply(append.await());
    };
  }

  private Begun begin(boolean fresh) {
    List<Decided<?, ?>> decided = new ArrayList<>();
    for (Step<?, ?, ?> step : steps) {
      switch (judge(step, fresh)) {
        case Turned<?> refused -> {
          return refusal(refused, decided.size());
        }
        case Decided<?, ?> accepted -> decided.add(accepted);
      }
    }
    return record(decided);
  }

  private <C, S, E> Judged judge(Step<C, S, E> step, boolean fresh) {
    Decider<C, S, E> decider = step.type().decider();
    Seen<S> seen = see(step, fresh);
    all.add(seen);
    S state = seen.loaded().state();
    return switch (decider.handle(step.command(), state)) {
      case Decision.Refused<E>(Refusal reason) -> new Turned<>(step, seen, reason);
      case Decision.Accepted<E>(List<E> events) ->
          new Decided<>(step, seen, events, decider.fold(state, events), encoded(step, events));
    };
  }

  @SuppressWarnings("unchecked") // The state of a tail is of the tail's type, which is asked for.
  private <S> Seen<S> see(Step<?, S, ?> step, boolean fresh) {
    Lane.Tail tail = lanes.of(step.stream()).tail(step.type());
    if (tail != null) {
      return new Seen<>((Replayed<S>) tail.state(), false, tail.append(), tail.run());
    }
    if (fresh) {
      return new Seen<>(aggregates.now(step.type(), step.id()), true, null, new Object());
    }
    return aggregates
        .held(step.type(), step.stream())
        .map(state -> new Seen<>(state, false, null, new Object()))
        .orElseGet(() ->
            new Seen<>(aggregates.replayed(step.type(), step.stream()), true, null, new Object()));
  }

  private <E> List<NewEvent> encoded(Step<?, ?, E> step, List<E> events) {
    Payload metadata = CommandMetadata.of(context);
    List<NewEvent> encoded = new ArrayList<>();
    for (E event : events) {
      UUID id = ids.next();
      EncodedEvent form = step.type().codec().encode(event, id);
      Set<Tag> tags = step.type().tags().apply(event);
      encoded.add(new NewEvent(id, form.type(), form.schema(), tags, form.data(), metadata));
    }
    return encoded;
  }

  /** A refusal rests on its own aggregate alone. */
  private Begun refusal(Turned<?> refused, int number) {
    Outcome outcome = new Answered(refused.answer(number));
    if (refused.seen().current()) {
      return new Known(outcome);
    }
    Append check = checked(Append.of(List.of()), refused.step(), refused.seen(), List.of());
    return new HandedOver(store.begin(check, followed(List.of(refused.seen()))), _ -> outcome);
  }

  private Begun record(List<Decided<?, ?>> decided) {
    boolean emits = decided.stream().anyMatch(one -> !one.events().isEmpty());
    boolean asked = steps.stream().anyMatch(Attempt::asksForCheck);
    if (!emits && !asked && all.stream().allMatch(Seen::current)) {
      return new Known(new Answered(accepted(decided, lastSeen())));
    }
    Append append = append(decided);
    Optional<RequestKey> request = emits ? context.request() : Optional.empty();
    PendingAppend pending =
        store.begin(request.map(append::forRequest).orElse(append), followed(all));
    for (Decided<?, ?> one : decided) {
      rest(one, pending);
    }
    return new HandedOver(pending, result -> recorded(decided, result));
  }

  private static boolean asksForCheck(Step<?, ?, ?> step) {
    return step.checked() || !step.conditions().isEmpty();
  }

  /** The next command in the lane rests on what this one emits. */
  private void rest(Decided<?, ?> one, PendingAppend pending) {
    if (!one.events().isEmpty()) {
      lanes
          .of(one.step().stream())
          .put(
              new Lane.Tail(
                  one.step().type(),
                  one.stateAt(one.seen().loaded().position()),
                  pending,
                  one.seen().run()));
    }
  }

  private Outcome recorded(List<Decided<?, ?>> decided, AppendResult result) {
    if (result.repeated()) {
      forget();
      return new Repeated(context.request().orElseThrow(), result);
    }
    decided.forEach(one -> keep(one, result.last()));
    return new Answered(accepted(decided, result.last()));
  }

  private <S> void keep(Decided<S, ?> one, Position position) {
    if (!one.events().isEmpty()) {
      Step<?, S, ?> step = one.step();
      var _ = aggregates.kept(step.type(), step.stream(), one.stateAt(position));
      aggregates.appended(step, one.seen().replayed(), one.versionAfter());
    }
  }

  private static JointResult.Accepted accepted(List<Decided<?, ?>> decided, Position position) {
    List<CommandResult.Accepted<?, ?>> answers = new ArrayList<>();
    for (Decided<?, ?> one : decided) {
      answers.add(one.answer(position));
    }
    return new JointResult.Accepted(answers, position, false);
  }

  /** The last event that any of the decisions rests on. */
  private Position lastSeen() {
    Position last = Position.START;
    for (Seen<?> one : all) {
      Position seen = one.loaded().position();
      last = seen.isAfter(last) ? seen : last;
    }
    return last;
  }

  private static List<PendingAppend> followed(List<Seen<?>> seen) {
    List<PendingAppend> followed = new ArrayList<>();
    for (Seen<?> one : seen) {
      if (one.after() != null) {
        followed.add(one.after());
      }
    }
    return followed;
  }

  private static Append append(List<Decided<?, ?>> decided) {
    Append append = Append.of(List.of());
    for (Decided<?, ?> one : decided) {
      append = checked(append, one.step(), one.seen(), one.encoded());
      for (FailIfEventsMatch condition : one.step().conditions()) {
        append = append.under(condition);
      }
    }
    return append;
  }

  private static Append checked(
      Append append, Step<?, ?, ?> step, Seen<?> seen, List<NewEvent> events) {
    return append.and(step.stream(), ExpectedVersion.exactly(seen.loaded().version()), events);
  }
}
