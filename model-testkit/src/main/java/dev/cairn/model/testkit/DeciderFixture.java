package dev.cairn.model.testkit;

import dev.cairn.model.AggregateType;
import dev.cairn.model.Decider;
import dev.cairn.model.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests the rules of an aggregate as sentences: {@code account.given(new
 * AccountOpened(50)).when(new Withdraw(100)).thenRefused(InsufficientFunds.class)}.
 *
 * <p>By the way, every scenario checks what must hold for any decider: {@code decide} gives the
 * same answer to the same question and leaves the state alone, {@code evolve} takes every event of
 * the scenario in every state of it, and events survive their codec. States and events must be
 * values (records). Immutable: a fixture can be shared by all tests of a class.
 *
 * @param <C> the commands
 * @param <S> the state
 * @param <E> the events
 */
public final class DeciderFixture<C, S, E> {

  private final Decider<C, S, E> decider;
  private final Optional<EventCodec<E>> codec;
  private final List<E> history;

  private DeciderFixture(Decider<C, S, E> decider, Optional<EventCodec<E>> codec, List<E> history) {
    this.decider = decider;
    this.codec = codec;
    this.history = List.copyOf(history);
  }

  /** Tests a decider alone. */
  public static <C, S, E> DeciderFixture<C, S, E> of(Decider<C, S, E> decider) {
    return new DeciderFixture<>(decider, Optional.empty(), List.of());
  }

  /** Tests the decider of an aggregate, and that its events survive its codec. */
  public static <C, S, E> DeciderFixture<C, S, E> of(AggregateType<C, S, E> type) {
    return new DeciderFixture<>(type.decider(), Optional.of(type.codec()), List.of());
  }

  /** The same after these events. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final DeciderFixture<C, S, E> given(E... events) {
    return given(List.of(events));
  }

  /** The same after these events. */
  public DeciderFixture<C, S, E> given(List<? extends E> events) {
    List<E> longer = new ArrayList<>(history);
    longer.addAll(events);
    return new DeciderFixture<>(decider, codec, longer);
  }

  /**
   * Has the command decided.
   *
   * @throws AssertionError naming the law that the decider or its codec breaks
   */
  public DecisionOutcome<S, E> when(C command) {
    return new DeciderLaws<>(decider, codec, history, command).judge();
  }
}
