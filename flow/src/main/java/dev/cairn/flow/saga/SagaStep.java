package dev.cairn.flow.saga;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@link Steps}: a command, when it counts as done, and what undoes it. Made like a
 * sentence: {@code SagaStep.<ShopEvent, Order>named("payment").sends(PAYMENTS, Order::id, order ->
 * …).until(event -> …).within(Duration.ofMinutes(15)).undoneBy(PAYMENTS, Order::id, order -> …)}.
 * Immutable.
 *
 * @param <T> what the saga hears from elsewhere
 * @param <D> what the process is about
 */
public final class SagaStep<T, D> {

  /** A command for one aggregate, made from what the process is about. */
  private record Order<D, C>(
      Receiver<C> to, Function<? super D, String> id, Function<? super D, ? extends C> command) {

    SagaCommand<C> named(String name, D data) {
      return new SagaCommand<>(name, to, id.apply(data), command.apply(data));
    }
  }

  private final String name;
  private final Order<D, ?> sent;
  private final @Nullable Order<D, ?> undo;
  private final @Nullable Function<? super T, StepVerdict> verdict;
  private final @Nullable Duration patience;

  private SagaStep(
      String name,
      Order<D, ?> sent,
      @Nullable Order<D, ?> undo,
      @Nullable Function<? super T, StepVerdict> verdict,
      @Nullable Duration patience) {
    this.name = name;
    this.sent = sent;
    this.undo = undo;
    this.verdict = verdict;
    this.patience = patience;
  }

  /**
   * A step that is not told yet what it sends.
   *
   * @param name what the step is called, also in the log
   */
  public static <T, D> Named<T, D> named(String name) {
    return new Named<>(name);
  }

  /**
   * A step that has a name and no command yet.
   *
   * @param name what the step is called
   */
  public record Named<T, D>(String name) {

    /**
     * The step that sends this command. It is done when the command is accepted, and fails when it
     * is refused.
     *
     * @param to the kind of aggregate
     * @param id which one
     * @param command what is asked for
     */
    public <C> SagaStep<T, D> sends(
        Receiver<C> to, Function<? super D, String> id, Function<? super D, ? extends C> command) {
      return new SagaStep<>(name, new Order<>(to, id, command), null, null, null);
    }
  }

  /**
   * The same, which is not done when its command is accepted, but when an event says so. Only
   * events that come after the command was accepted are asked.
   */
  public SagaStep<T, D> until(Function<? super T, StepVerdict> newVerdict) {
    return new SagaStep<>(name, sent, undo, newVerdict, patience);
  }

  /**
   * The same, which fails if no event has ended it in that time. What it had done then is not
   * known, so it is undone as well: what undoes it must cope with both.
   *
   * @throws IllegalStateException if it does not wait for an event
   */
  public SagaStep<T, D> within(Duration time) {
    if (verdict == null) {
      throw new IllegalStateException(
          "step '%s' has its answer at once; only one that waits for an event (until) may have to wait too long"
              .formatted(name));
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("a step waits longer than %s".formatted(time));
    }
    return new SagaStep<>(name, sent, undo, verdict, time);
  }

  /** The same, which this command undoes. A step without one needs no undoing. */
  public <C> SagaStep<T, D> undoneBy(
      Receiver<C> to, Function<? super D, String> id, Function<? super D, ? extends C> command) {
    return new SagaStep<>(name, sent, new Order<>(to, id, command), verdict, patience);
  }

  /** What the step is called. */
  public String name() {
    return name;
  }

  String undoName() {
    return "undo " + name;
  }

  boolean canBeUndone() {
    return undo != null;
  }

  boolean waitsForAnEvent() {
    return verdict != null;
  }

  StepVerdict judge(T event) {
    return verdict == null ? StepVerdict.notYet() : verdict.apply(event);
  }

  /** The reaction, and the step's command and deadline with it. */
  Reaction<StepEvent> begin(Reaction<StepEvent> reaction, D data, Trigger<T> trigger) {
    Reaction<StepEvent> more = reaction.send(sent.named(name, data));
    return patience == null ? more : more.deadline(name, trigger.at().plus(patience));
  }

  /** The reaction without the step's deadline. */
  Reaction<StepEvent> end(Reaction<StepEvent> reaction) {
    return patience == null ? reaction : reaction.cancel(name);
  }

  /** The reaction, and what undoes the step with it. */
  Reaction<StepEvent> undo(Reaction<StepEvent> reaction, D data) {
    Order<D, ?> order = undo;
    return order == null ? reaction : reaction.send(order.named(undoName(), data));
  }
}
