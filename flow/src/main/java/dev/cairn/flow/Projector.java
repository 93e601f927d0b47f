package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.flow.ProcessorEvent.ProcessorDescribed;
import dev.cairn.flow.internal.SqliteTarget;
import dev.cairn.flow.internal.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps one view up to date: reads the log from where the view is, applies it in batches, and goes
 * on with what is appended. It runs on a thread of its own between {@link #start} and {@link
 * #stop}; {@link #catchUp} does the work once on the caller's thread instead. It is a {@link
 * Processor} whose checkpoint lies in what it writes to: rows and position change in one
 * transaction.
 *
 * <p>A failure rolls the last transaction back. It is tried again as the options say; if that is in
 * vain, this projector alone ends: the state says so, the log says so once, and {@link #start}
 * tries again from there. An event is never left out, unless an operator decides so.
 *
 * <p>Two projectors of one projection on one file, also in two processes, do not disturb the
 * counting: each event is applied by one of them, since a transaction begins by looking whether the
 * view is where its projector left it. Thread-safe.
 */
public final class Projector implements AutoCloseable {

  /** A failure is for the caller to see. */
  private static final RetryPolicy ONCE =
      RetryPolicy.STANDARD.withKinds(_ -> RetryPolicy.Kind.LASTING);

  private final EventReader events;
  private final Target target;
  private final ProjectorOptions options;
  private final Optional<Steering> steering;
  private final ProcessorProgress progress;
  private final ProcessorRuns runs;

  /**
   * Where operators have a say.
   *
   * @param store which remembers it
   * @param state where the projector notes how far it is
   * @param description what it does, for operators
   */
  private record Steering(EventStore store, StateFolder state, ProcessorDescribed description) {

    ViewNotes notes(String name) {
      return new ViewNotes(store, state, name, description);
    }
  }

  private Projector(
      EventReader events, Target target, ProjectorOptions options, Optional<Steering> steering) {
    this.events = events;
    this.target = target;
    this.options = options;
    this.steering = steering;
    this.progress =
        new ProcessorProgress(
            "projection", target.name(), events, options.time(), options.stalledAfter());
    this.runs = new ProcessorRuns("projector '%s'".formatted(target.name()), () -> run(options));
  }

  private ProcessorRun run(ProjectorOptions how) {
    return new ProcessorRun(
        new ViewOpener(
            events, target, how, progress, steering.map(desk -> desk.notes(target.name()))),
        steering.map(Steering::store),
        how.pace(),
        progress);
  }

  /** Makes a projector of a projection into a view. It is stopped. */
  public static Projector of(EventReader events, Projection projection, SqliteView view) {
    return of(events, projection, view, ProjectorOptions.DEFAULT);
  }

  /** The same with options. */
  public static Projector of(
      EventReader events, Projection projection, SqliteView view, ProjectorOptions options) {
    return new Projector(
        events, new SqliteTarget(projection, view.database()), options, Optional.empty());
  }

  /** Makes a projector of a view in memory. It is stopped. */
  public static Projector of(EventReader events, MemoryView<?> view) {
    return of(events, view, ProjectorOptions.DEFAULT);
  }

  /** The same with options. */
  public static Projector of(EventReader events, MemoryView<?> view, ProjectorOptions options) {
    return new Projector(events, view.target(), options, Optional.empty());
  }

  /**
   * Makes a projector that operators see and steer, as they do processors; see {@link
   * ProcessorControl}. A pause lets it rest, an event that they skip is left out, a reset empties
   * the view and makes it anew. It is stopped.
   *
   * @param store whose events it takes, and which remembers what operators order
   * @param state where it notes for them how far it is; the view itself says where to go on
   * @throws dev.cairn.InvalidNameException if a processor cannot have the name of the projection
   */
  public static Projector steered(
      EventStore store,
      StateFolder state,
      Projection projection,
      SqliteView view,
      ProjectorOptions options) {
    ProcessorNames.checked(projection.name());
    ProcessorDescribed description =
        new ProcessorDescribed(
            "keeps a view in " + view.file().getFileName(),
            Takes.text(projection.filter()),
            ProcessorEvent.STOPS);
    return new Projector(
        store,
        new SqliteTarget(projection, view.database()),
        options,
        Optional.of(new Steering(store, state, description)));
  }

  /** The name of the projection. */
  public String name() {
    return target.name();
  }

  /** What it is doing. */
  public ProcessorState state() {
    return progress.state();
  }

  /** Everything up to and including this position is in the view. */
  public Position applied() {
    return progress.position();
  }

  /** All of it at a glance. */
  public ProcessorStatus status() {
    return progress.status();
  }

  /**
   * Calls back whenever the view has moved on, with the position everything up to which can be read
   * from it now. Called on the projector's thread, which waits: hand on what takes long. What a
   * listener throws is logged and harms nobody.
   *
   * @return takes the listener away again
   */
  public Registration onApplied(Consumer<Position> listener) {
    return progress.onMoved(listener);
  }

  /** Takes something away that was added. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs it on a thread of its own, from where the view is; does nothing if it is running. After a
   * failure this tries again.
   *
   * @throws IllegalStateException if it is closed, or the code of the projection has not returned
   *     since an earlier {@link #stop}
   */
  public void start() {
    runs.start();
  }

  /**
   * Brings the view level with the head that the log has now, on this thread, and returns. A
   * failure is not tried again.
   *
   * @throws ProjectionFailedException if it failed
   * @throws ProjectionStoppedException if it was stopped before it was level
   * @throws ProjectionPausedException if an operator has let it rest
   * @throws IllegalStateException if it is running or closed
   */
  public ProcessorStatus catchUp() throws InterruptedException {
    Level level = new Level(events);
    Optional<String> pause = runs.runHere(() -> run(options.withRetry(ONCE)), level);
    if (pause.isPresent()) {
      throw new ProjectionPausedException(name(), pause.get(), applied());
    }
    if (state() instanceof ProcessorState.Failed || !level.isReached(applied())) {
      throw ended(level.goal, () -> new ProjectionStoppedException(name(), level.goal));
    }
    return progress.status();
  }

  /** Up to the head as it is when the view is open, and what it tells operators is in the log. */
  private static final class Level implements Predicate<Position> {

    private final EventReader events;
    private Position goal = Position.START;
    private boolean known;

    Level(EventReader events) {
      this.events = events;
    }

    @Override
    public boolean test(Position applied) {
      goal = known ? goal : events.head();
      known = true;
      return isReached(applied);
    }

    boolean isReached(Position applied) {
      return known && !goal.isAfter(applied);
    }
  }

  /** Why a position is not reached. */
  private FlowException ended(Position position, Supplier<FlowException> otherwise) {
    return switch (state()) {
      case ProcessorState.Failed(Throwable cause, FailurePlace place) ->
          new ProjectionFailedException(name(), place, cause);
      case ProcessorState.Stopped() -> new ProjectionStoppedException(name(), position);
      case ProcessorState.Waiting(),
          ProcessorState.CatchingUp(),
          ProcessorState.Live(),
          ProcessorState.Paused(String _) ->
          otherwise.get();
    };
  }

  /**
   * Returns when everything up to and including this position is in the view: who has just appended
   * hands over the answer's last position and then reads its own writes.
   *
   * @throws ProjectionTimeoutException if that took longer
   * @throws ProjectionFailedException at once if the projection fails or has failed
   * @throws ProjectionStoppedException at once if it is not running
   */
  public void awaitApplied(Position position, Duration timeout) throws InterruptedException {
    if (!progress.awaitSettled(position, timeout)) {
      throw ended(
          position, () -> new ProjectionTimeoutException(name(), position, applied(), timeout));
    }
  }

  /**
   * Waits until it does not run any more.
   *
   * @throws ProjectionFailedException if it stopped by itself
   */
  public void awaitEnd() throws InterruptedException {
    if (progress.awaitEnd() instanceof ProcessorState.Failed(Throwable cause, FailurePlace place)) {
      throw new ProjectionFailedException(name(), place, cause);
    }
  }

  /**
   * Stops it: a wait for events ends at once, a batch after the event it is at, and its transaction
   * is rolled back. Waits for that, interrupted or not, but not longer than the options say; code
   * of the projection that still does not return is left alone and logged. It can be started again.
   */
  public void stop() {
    runs.stop();
  }

  /** Asks it to stop without waiting, so that several can do so at the same time. */
  void requestStop() {
    runs.requestStop();
  }

  /** Stops it for good. */
  @Override
  public void close() {
    runs.close();
  }
}
