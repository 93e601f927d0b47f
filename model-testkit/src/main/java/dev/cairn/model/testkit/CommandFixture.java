package dev.cairn.model.testkit;

import dev.cairn.Append;
import dev.cairn.EventIds;
import dev.cairn.EventStore;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.StreamId;
import dev.cairn.Tag;
import dev.cairn.Version;
import dev.cairn.model.AggregateType;
import dev.cairn.model.Aggregates;
import dev.cairn.model.Backoff;
import dev.cairn.model.CommandContext;
import dev.cairn.model.CommandResult;
import dev.cairn.model.Commands;
import dev.cairn.model.ConflictPolicy;
import dev.cairn.model.ConflictsExhaustedException;
import dev.cairn.model.EncodedEvent;
import dev.cairn.model.Refusal;
import dev.cairn.testkit.InMemoryEventStore;
import dev.cairn.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Tests a command on its whole way through a store in memory, while the test decides what time it
 * is and which other writers sneak in: {@code CommandFixture.of(ACCOUNT).given(new
 * AccountOpened(50)).whileOthersRecord(1, new FundsWithdrawn(40)).when(new
 * Withdraw(20)).thenConflicts(1).thenRefused(InsufficientFunds.class)}.
 *
 * <p>One scenario on one aggregate of a store of its own; used by one thread.
 *
 * @param <C> the commands
 * @param <S> the state
 * @param <E> the events
 */
public final class CommandFixture<C, S, E> {

  private static final String ID = "1";
  private static final int ATTEMPTS_MAX = 10;

  private final AggregateType<C, S, E> type;
  private final StreamId stream;
  private final VirtualClock clock = new VirtualClock();
  private final EventStore store = new InMemoryEventStore(clock);
  private final List<E> history = new ArrayList<>();
  private ConflictPolicy policy = new ConflictPolicy(ATTEMPTS_MAX, Backoff.none());
  private List<E> others = List.of();
  private int intrusions;

  private CommandFixture(AggregateType<C, S, E> type) {
    this.type = type;
    this.stream = type.stream(ID);
  }

  /** Begins a scenario; the clock stands at {@link VirtualClock#DEFAULT_START}. */
  public static <C, S, E> CommandFixture<C, S, E> of(AggregateType<C, S, E> type) {
    return new CommandFixture<>(type);
  }

  /** Sets the clock: what follows happens at that time. */
  public CommandFixture<C, S, E> at(Instant time) {
    clock.set(time);
    return this;
  }

  /** Moves the clock on: what follows happens that much later. */
  public CommandFixture<C, S, E> after(Duration time) {
    clock.advance(time);
    return this;
  }

  /** Records events as history. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final CommandFixture<C, S, E> given(E... events) {
    history.addAll(List.of(events));
    record(store, List.of(events));
    return this;
  }

  /** Lets another writer record these events before each of the command's first so many appends. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final CommandFixture<C, S, E> whileOthersRecord(int times, E... events) {
    intrusions = times;
    others = List.of(events);
    return this;
  }

  /** Lets the command be decided at most so many times; 10 unless told. */
  public CommandFixture<C, S, E> withAttempts(int most) {
    policy = new ConflictPolicy(most, Backoff.none());
    return this;
  }

  /** Sends the command. */
  public CommandOutcome<S, E> when(C command) {
    return when(command, CommandContext.by("test"));
  }

  /** Sends the command in that context. */
  public CommandOutcome<S, E> when(C command, CommandContext context) {
    S state = Aggregates.of(store).load(type, ID).state();
    Version before = store.version(stream);
    ContendedStore contended =
        new ContendedStore(store, intrusions, behind -> record(behind, others));
    Answer<S, E> answer = answer(contended, command, context);
    return new CommandOutcome<>(
        new Scenario(history, state, command),
        answer,
        store,
        stream,
        before,
        contended.conflicts());
  }

  private Answer<S, E> answer(EventStore contended, C command, CommandContext context) {
    Commands commands = Commands.over(contended).withConflicts(policy);
    try {
      return switch (commands.handle(type, ID, command, context)) {
        case CommandResult.Accepted<S, E> accepted ->
            new Answer.Accepted<>(accepted.events(), accepted.state());
        case CommandResult.Refused<S, E>(Refusal reason, Version _) -> new Answer.Refused<>(reason);
      };
    } catch (ConflictsExhaustedException e) {
      return new Answer.Exhausted<>(e);
    }
  }

  private void record(EventStore target, List<E> events) {
    List<NewEvent> encoded = new ArrayList<>();
    for (E event : events) {
      UUID id = EventIds.random();
      EncodedEvent form = type.codec().encode(event, id);
      encoded.add(
          NewEvent.of(form.type(), form.data())
              .withId(id)
              .withSchema(form.schema())
              .withTags(type.tags().apply(event).toArray(Tag[]::new)));
    }
    target.append(Append.to(stream, ExpectedVersion.any(), encoded));
  }
}
