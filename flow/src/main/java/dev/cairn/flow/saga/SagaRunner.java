package dev.cairn.flow.saga;

import dev.cairn.EventStore;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.flow.Delivery;
import dev.cairn.flow.EventHandler;
import dev.cairn.flow.ProcessorSpec;
import dev.cairn.model.Commands;
import java.util.Map;

/**
 * Runs the instances of one kind of saga. A processor hands it the events of {@link
 * SagaType#filter}, in lanes by {@link SagaType#laneKey}; deadlines, and whatever a crash left
 * undone, it sees to itself, between {@link #start} and {@link #close} on a thread of its own.
 *
 * <p>A trigger has its effect once, and so has each command, however often an event is handed over,
 * whenever the process ends, and also where two processes run the same sagas at once: a reaction is
 * recorded with the mark of its trigger on the version that was read, a command is a request with
 * an id of its own and has no effect once its answer is recorded. A refusal counts when it is
 * recorded; one that a crash forgot is asked for again.
 *
 * <pre>{@code
 * Processor.of(store, runner.spec("fulfilment"), state, ProcessorOptions.DEFAULT).start();
 * runner.start();
 * }</pre>
 *
 * <p>Each step reads the whole stream of its instance, so a saga is something that ends.
 * Thread-safe.
 */
public final class SagaRunner<T, S, E> implements EventHandler, AutoCloseable {

  private final SagaType<T, S, E> type;
  private final Reactor<T, S, E> reactor;
  private final SagaClock clock;

  private SagaRunner(
      EventStore store, SagaType<T, S, E> type, Commands commands, SagaOptions options) {
    this.type = type;
    this.reactor = new Reactor<>(store, type, commands, options.time());
    this.clock = new SagaClock(store, type.category(), reactor, options);
  }

  /** Returns a runner that is handed events and whose deadlines do not run yet. */
  public static <T, S, E> SagaRunner<T, S, E> of(
      EventStore store, SagaType<T, S, E> type, Commands commands) {
    return of(store, type, commands, SagaOptions.DEFAULT);
  }

  /**
   * The same with options.
   *
   * @param store where the sagas and the aggregates live
   * @param type the kind of saga
   * @param commands the command way over the same store, best the one that others use too
   * @param options how it runs
   */
  public static <T, S, E> SagaRunner<T, S, E> of(
      EventStore store, SagaType<T, S, E> type, Commands commands, SagaOptions options) {
    return new SagaRunner<>(store, type, commands, options);
  }

  /**
   * What the processor is told that hands events to this runner, from the beginning of the log.
   *
   * @param name the processor's name
   */
  public ProcessorSpec spec(String name) {
    return ProcessorSpec.of(name, type.filter(), this)
        .withKey(type::laneKey)
        .withPurpose("takes the sagas '%s' further".formatted(type.category()));
  }

  /**
   * Lets the instances that the event concerns react; returns when all that they sent because of it
   * has an answer. Handing it over again changes nothing.
   *
   * @throws SagaException if an instance cannot be taken further
   * @throws dev.cairn.CairnException what the store or a command's way throws; hand it over again
   */
  @Override
  public void handle(Delivery delivery) {
    RecordedEvent event = delivery.event();
    for (SagaType.Correlated<? extends T> said : type.correlate(event)) {
      reactor.hear(event, said);
    }
  }

  /**
   * Runs deadlines, outstanding commands and orders to try again on a thread of its own; does
   * nothing if that runs already. What fails is tried again, at longer and longer intervals.
   *
   * @throws IllegalStateException if it is closed
   */
  public void start() {
    clock.start();
  }

  /**
   * Does on this thread, once, what {@link #start} does again and again: for tests, and for who has
   * a schedule of his own.
   *
   * @return how many things were done
   * @throws IllegalStateException if it was started or closed
   */
  public int runDue() throws InterruptedException {
    return clock.runDue();
  }

  /** The instances that could not be taken further at the last try, and why. */
  public Map<StreamId, String> failures() {
    return clock.failures();
  }

  /** Ends the thread, after the step it is at. Events that are handed over later are handled. */
  @Override
  public void close() {
    clock.close();
  }
}
