package dev.cairn.model.testkit;

import dev.cairn.flow.saga.SagaPhase;
import dev.cairn.flow.saga.SagaType;
import dev.cairn.flow.saga.Trigger;
import dev.cairn.model.Refusal;
import dev.cairn.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Tests the rules of a saga as sentences, without a store and in virtual time: {@code
 * fulfilment.given(placed).givenAccepted("order").whenRefused("payment", new
 * CardExpired()).thenSends("undo order", ORDERS, "7", new RejectOrder())}.
 *
 * <p>What is given was heard, answered or waited for earlier; what follows {@code when} is the
 * outcome. By the way, every scenario checks what must hold for any saga: {@code react} gives the
 * same answer to the same question, {@code evolve} takes every event, events and commands survive
 * their codecs. Immutable: a fixture can be shared by all tests of a class.
 *
 * @param <T> what the saga hears
 * @param <S> its state
 * @param <E> its own events
 */
public final class SagaFixture<T, S, E> {

  private final SagaPast<T, S, E> past;

  private SagaFixture(SagaPast<T, S, E> past) {
    this.past = past;
  }

  /** Tests a saga, from {@link VirtualClock#DEFAULT_START} on. */
  public static <T, S, E> SagaFixture<T, S, E> of(SagaType<T, S, E> type) {
    return new SagaFixture<>(SagaPast.of(type, VirtualClock.DEFAULT_START));
  }

  /** The same after it heard these events. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final SagaFixture<T, S, E> given(T... events) {
    return after(before -> {
      SagaPast<T, S, E> now = before;
      for (T event : List.of(events)) {
        now = now.heard(event);
      }
      return now;
    });
  }

  /** The same after it remembered these events of its own, whatever led to them. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final SagaFixture<T, S, E> remembering(E... events) {
    return after(before -> before.remembering(List.of(events)));
  }

  /** The same after these commands, which it had sent, were accepted. */
  public SagaFixture<T, S, E> givenAccepted(String... commands) {
    return after(before -> {
      SagaPast<T, S, E> now = before;
      for (String command : commands) {
        now = now.accepted(command);
      }
      return now;
    });
  }

  /** The same after this command, which it had sent, was refused. */
  public SagaFixture<T, S, E> givenRefused(String command, Refusal reason) {
    return after(before -> before.refused(command, reason));
  }

  /** The same after that much time, in which deadlines have come. */
  public SagaFixture<T, S, E> givenTimePassed(Duration time) {
    return after(before -> before.until(before.now().plus(time)));
  }

  /** Lets it hear an event now. */
  public SagaOutcome<S, E> when(T event) {
    return past.heard(event).outcome(past);
  }

  /** Has a command accepted that it had sent. */
  public SagaOutcome<S, E> whenAccepted(String command) {
    return past.accepted(command).outcome(past);
  }

  /** Has a command refused that it had sent. */
  public SagaOutcome<S, E> whenRefused(String command, Refusal reason) {
    return past.refused(command, reason).outcome(past);
  }

  /** Lets that much time pass: the deadlines in it come, in order. */
  public SagaOutcome<S, E> whenTimePasses(Duration time) {
    return whenTimeIs(past.now().plus(time));
  }

  /** Lets time pass up to that moment, it included: the deadlines in it come, in order. */
  public SagaOutcome<S, E> whenTimeIs(Instant moment) {
    return past.until(moment).outcome(past);
  }

  /**
   * Has it try again.
   *
   * @throws AssertionError if it is not stuck
   */
  public SagaOutcome<S, E> whenRetried() {
    if (past.phase() != SagaPhase.STUCK) {
      throw new AssertionError(
          "it is %s, only what is stuck is tried again".formatted(past.phase()));
    }
    return past.reacted(new Trigger.Retried<>(past.now())).outcome(past);
  }

  private SagaFixture<T, S, E> after(UnaryOperator<SagaPast<T, S, E>> more) {
    return new SagaFixture<>(more.apply(past));
  }
}
