package dev.cairn.model;

import dev.cairn.AppendResult;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.PrecedingAppendException;
import dev.cairn.RequestKey;
import dev.cairn.StreamId;
import dev.cairn.WrongVersionException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The way of a command: load the aggregate, decide, append with the version that was seen; where
 * another writer was faster, load and decide again, as often as the {@link ConflictPolicy} allows.
 * Whoever else writes, no decision is ever recorded that rests on an old state. Thread-safe.
 *
 * <p>Commands of one aggregate that come at once do not fight each other: each is decided on what
 * the one before it decided, in memory, and their appends follow each other into the log, so a hot
 * aggregate takes as many in one commit as wait. An answer is given only when all that it rests on
 * is durable, a refusal too. Share one object, or those made from it, to have this effect.
 *
 * <p>An interrupt ends no command: the answer is always known, waits after conflicts are skipped
 * and the thread's interrupt status is kept.
 */
public final class Commands {

  private static final EventIds SYSTEM_IDS =
      new EventIds(InstantSource.system(), new SecureRandom());

  /**
   * Figures since the first of these objects was made.
   *
   * @param accepted commands that were accepted, joint ones as one
   * @param refused commands that were refused by a rule
   * @param conflicts attempts that found an aggregate changed by somebody else
   * @param followed attempts that rested on another command's append which then took no effect
   */
  public record Stats(long accepted, long refused, long conflicts, long followed) {}

  /** What all objects that are made from one share. */
  private static final class Shared {
    final Lanes lanes = new Lanes();
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder followed = new LongAdder();
  }

  private final EventStore store;
  private final ConflictPolicy conflicts;
  private final EventIds ids;
  private final Aggregates aggregates;
  private final Shared shared;

  private Commands(
      EventStore store,
      ConflictPolicy conflicts,
      EventIds ids,
      Aggregates aggregates,
      Shared shared) {
    this.store = store;
    this.conflicts = conflicts;
    this.ids = ids;
    this.aggregates = aggregates;
    this.shared = shared;
  }

  /** Returns the command way over a store, with {@link ConflictPolicy#DEFAULT} and no cache. */
  public static Commands over(EventStore store) {
    return new Commands(
        store, ConflictPolicy.DEFAULT, SYSTEM_IDS, Aggregates.of(store), new Shared());
  }

  /** The same with that policy. */
  public Commands withConflicts(ConflictPolicy policy) {
    return new Commands(store, policy, ids, aggregates, shared);
  }

  /** The same with ids of events from that source. */
  public Commands withIds(EventIds source) {
    return new Commands(store, conflicts, source, aggregates, shared);
  }

  /**
   * The same, deciding on the states that the cache holds.
   *
   * @throws IllegalArgumentException if the cache serves another store
   */
  public Commands withCache(AggregateCache cache) {
    return new Commands(store, conflicts, ids, aggregates.withCache(cache), shared);
  }

  /** The same, which loads aggregates from those snapshots and lets new ones be taken. */
  public Commands withSnapshots(Snapshots snapshots) {
    return new Commands(store, conflicts, ids, aggregates.withSnapshots(snapshots), shared);
  }

  /** The aggregates that commands are decided on. */
  public Aggregates aggregates() {
    return aggregates;
  }

  /** Figures of this object and of all that were made from it or that it was made from. */
  public Stats stats() {
    return new Stats(
        shared.accepted.sum(), shared.refused.sum(), shared.conflicts.sum(), shared.followed.sum());
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
    try (Lanes.Entered lanes = shared.lanes.enter(streams(steps))) {
      JointResult result = handled(context, steps, lanes);
      switch (result) {
        case JointResult.Accepted _ -> shared.accepted.increment();
        case JointResult.Refused _ -> shared.refused.increment();
      }
      return result;
    }
  }

  /**
   * Attempts until there is an answer. What rested on an append that took no effect is decided
   * again at once, and keeps its turn until it has its answer, so that this happens to it once.
   */
  private JointResult handled(
      CommandContext context, List<Step<?, ?, ?>> steps, Lanes.Entered lanes) {
    EarlierAnswer earlier = new EarlierAnswer(store, aggregates, steps);
    int conflictsMet = 0;
    boolean fresh = false;
    boolean alone = false;
    while (true) {
      Optional<JointResult> answer = context.request().flatMap(earlier::to);
      if (answer.isPresent()) {
        return answer.get();
      }
      lanes.beginTurn();
      try {
        Attempt attempt = new Attempt(store, aggregates, context, ids, steps, lanes);
        return switch (attempt.run(fresh, alone)) {
          case Attempt.Answered(JointResult result) -> settled(context, earlier, result);
          case Attempt.Repeated(RequestKey request, AppendResult first) ->
              earlier.answer(request, first);
        };
      } catch (PrecedingAppendException rested) {
        shared.followed.increment();
        alone = true;
      } catch (WrongVersionException conflict) {
        shared.conflicts.increment();
        conflictsMet++;
        if (conflictsMet == conflicts.attemptsMax()) {
          throw new ConflictsExhaustedException(conflict, conflictsMet);
        }
        lanes.endTurn();
        await(conflictsMet);
      }
      fresh = true;
    }
  }

  /**
   * An answer that recorded nothing may only have seen the effect of its own request, which another
   * caller sent too and which was accepted since this one looked for it. Then it is that answer.
   */
  private static JointResult settled(
      CommandContext context, EarlierAnswer earlier, JointResult result) {
    boolean recorded =
        switch (result) {
          case JointResult.Accepted(var steps, var _, var _) ->
              steps.stream().anyMatch(step -> !step.events().isEmpty());
          case JointResult.Refused _ -> false;
        };
    return recorded ? result : context.request().flatMap(earlier::to).orElse(result);
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

  private static Set<StreamId> streams(List<Step<?, ?, ?>> steps) {
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("at least one step is needed");
    }
    Set<StreamId> streams = new HashSet<>();
    for (Step<?, ?, ?> step : steps) {
      if (!streams.add(step.stream())) {
        throw new IllegalArgumentException(
            "two steps are for '%s'; make them one command of that aggregate"
                .formatted(step.stream()));
      }
    }
    return streams;
  }
}
