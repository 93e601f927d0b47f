package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Tag;
import java.util.Set;
import java.util.function.Function;

/**
 * One kind of aggregate: its rules, how its events are stored, and the category of its streams. One
 * constant for each kind is enough: {@code AggregateType.of("account", new AccountDecider(),
 * JsonCodec.forSealed(AccountEvent.class))}.
 *
 * @param category the part of its streams' names before the first {@code -}
 * @param decider its rules
 * @param codec how its events are stored
 * @param tags the labels an event is recorded with, for queries across streams
 * @param snapshots whether snapshots of its states are taken and used
 * @param <C> its commands
 * @param <S> its state
 * @param <E> its events
 */
public record AggregateType<C, S, E>(
    String category,
    Decider<C, S, E> decider,
    EventCodec<E> codec,
    Function<? super E, Set<Tag>> tags,
    SnapshotRule<S> snapshots) {

  /** Checks the category. */
  public AggregateType {
    if (category.indexOf('-') >= 0) {
      throw new IllegalArgumentException(
          "a category ends at the first '-', so it has none: '%s'".formatted(category));
    }
    StreamId.of(category);
  }

  /** Returns a kind whose events bear no tags and of which no snapshots are taken. */
  public static <C, S, E> AggregateType<C, S, E> of(
      String category, Decider<C, S, E> decider, EventCodec<E> codec) {
    return new AggregateType<>(category, decider, codec, event -> Set.of(), SnapshotRule.never());
  }

  /** The same, with these tags on its events. */
  public AggregateType<C, S, E> withTags(Function<? super E, Set<Tag>> newTags) {
    return new AggregateType<>(category, decider, codec, newTags, snapshots);
  }

  /** The same, with snapshots of its states every {@link SnapshotPolicy#EVENTS_DEFAULT} events. */
  public AggregateType<C, S, E> withSnapshots(StateCodec<S> states) {
    return withSnapshots(SnapshotRule.by(states));
  }

  /** The same, with snapshots as that rule says. */
  public AggregateType<C, S, E> withSnapshots(SnapshotRule<S> rule) {
    return new AggregateType<>(category, decider, codec, tags, rule);
  }

  /** The stream of the aggregate with that id. */
  public StreamId stream(String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("the id of an aggregate is not empty");
    }
    return StreamId.of(category, id);
  }
}
