package dev.cairn.model;

import dev.cairn.AppendResult;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.WrongVersionException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way of a command: load the aggregate, decide, append with the version that was seen; where
 * another writer was faster, load and decide again, as often as the {@link ConflictPolicy} allows.
 * Whoever else writes, no decision is ever recorded that rests on an old state. Thread-safe.
 *
 * <p>An interrupt ends no command: the answer is always known, waits after conflicts are skipped
 * and the thread's interrupt status is kept.
 */
public final class Commands {

  private static final EventIds SYSTEM_IDS =
      new EventIds(InstantSource.system(), new SecureRandom());

  private final EventStore store;
  private final ConflictPolicy conflicts;
  private final EventIds ids;
  private final Aggregates aggregates;

  private Commands(
      EventStore store, ConflictPolicy conflicts, EventIds ids, Aggregates aggregates) {
    this.store = store;
    this.conflicts = conflicts;
    this.ids = ids;
    this.aggregates = aggregates;
  }

  /** Returns the command way over a store, with {@link ConflictPolicy#DEFAULT}. */
  public static Commands over(EventStore store) {
    return new Commands(store, ConflictPolicy.DEFAULT, SYSTEM_IDS, Aggregates.of(store));
  }

  /** The same with that policy. */
  public Commands withConflicts(ConflictPolicy policy) {
    return new Commands(store, policy, ids, aggregates);
  }

  /** The same with ids of events from that source. */
  public Commands withIds(EventIds source) {
    return new Commands(store, conflicts, source, aggregates);
  }

  /** The same, which loads aggregates from those snapshots and lets new ones be taken. */
  public Commands withSnapshots(Snapshots snapshots) {
    return new Commands(store, conflicts, ids, aggregates.withSnapshots(snapshots));
  }

  /** Handles a command for one aggregate; see {@link #handle(Step, CommandContext)}. */
  public <C, S, E> CommandResult<S, E> handle(
      AggregateType<C, S, E> type, String id, C command, CommandContext context) {
    return handle(Step.of(type, id, command), context);
  }

  /**
   * Handles a command for one aggregate. A command of a request that has events in the store
   * already gets their answer again; a refusal, and an answer without events, is not kept, so such
   * a request is decided anew.
   *
   * @throws ConflictsExhaustedException if other writers were faster each time; nothing was written
   * @throws UnreadableEventException if the aggregate cannot be loaded
   * @throws EvolveFailedException if the decider's {@code evolve} throws
   * @throws dev.cairn.EventsMatchedException if a condition of the step does not hold
   * @throws dev.cairn.RequestReusedException if the request's id was used for something else
   * @throws dev.cairn.StoreException if the store fails; see {@link EventStore#append}
   */
  public <C, S, E> CommandResult<S, E> handle(Step<C, S, E> step, CommandContext context) {
    return switch (together(context, List.of(step))) {
      case JointResult.Accepted accepted -> only(accepted);
      case JointResult.Refused(int _, StreamId _, Refusal reason, var version) ->
          new CommandResult.Refused<>(reason, version);
    };
  }

  /** Like {@link #together(CommandContext, List)}. */
  public JointResult together(CommandContext context, Step<?, ?, ?>... steps) {
    return together(context, List.of(steps));
  }

  /**
   * Handles commands for several aggregates in one atomic append: all events are recorded or none,
   * and only if none of the aggregates changed meanwhile, those included that emit nothing. Each
   * command is decided on its own aggregate alone. Throws as {@link #handle(Step, CommandContext)}
   * does.
   *
   * @param steps at least one; each for another aggregate
   * @throws IllegalArgumentException if two steps are for the same aggregate
   */
  public JointResult together(CommandContext context, List<Step<?, ?, ?>> steps) {
    checkSteps(steps);
    EarlierAnswer earlier = new EarlierAnswer(store, aggregates, steps);
    Attempt attempt = new Attempt(store, aggregates, context, ids, steps);
    for (int attempts = 1; ; attempts++) {
      Optional<JointResult> answer = context.request().flatMap(earlier::to);
      if (answer.isPresent()) {
        return answer.get();
      }
      try {
        return switch (attempt.run()) {
          case Attempt.Answered(JointResult result) -> result;
          case Attempt.Repeated(RequestKey request, AppendResult first) ->
              earlier.answer(request, first);
        };
      } catch (WrongVersionException conflict) {
        if (attempts == conflicts.attemptsMax()) {
          throw new ConflictsExhaustedException(conflict, attempts);
        }
        await(attempts);
      }
    }
  }

  private void await(int conflictsMet) {
    try {
      conflicts.backoff().await(conflictsMet);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The one answer, of which {@link Attempt} and {@link EarlierAnswer} know that it has its types.
   */
  @SuppressWarnings("unchecked")
  private static <S, E> CommandResult<S, E> only(JointResult.Accepted accepted) {
    return (CommandResult<S, E>) accepted.steps().getFirst();
  }

  private static void checkSteps(List<Step<?, ?, ?>> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("at least one step is needed");
    }
    Set<StreamId> seen = new HashSet<>();
    for (Step<?, ?, ?> step : steps) {
      if (!seen.add(step.stream())) {
        throw new IllegalArgumentException(
            "two steps are for '%s'; make them one command of that aggregate"
                .formatted(step.stream()));
      }
    }
  }
}
