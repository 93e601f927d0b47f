package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.flow.internal.SqliteTarget;
import dev.cairn.flow.internal.Target;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one view up to date: reads the log from where the view is, applies it in batches, and goes
 * on with what is appended. It runs on a thread of its own between {@link #start} and {@link
 * #stop}; {@link #catchUp} does the work once on the caller's thread instead.
 *
 * <p>An error in the projection, the view or the log ends this projector alone: the state says so,
 * the log says so once, its last transaction is rolled back. {@link #start} tries again from there.
 *
 * <p>Two projectors of one projection on one file, also in two processes, do not disturb the
 * counting: each event is applied by one of them. Thread-safe.
 */
public final class Projector implements AutoCloseable {

  private final EventReader events;
  private final Target target;
  private final ProjectorOptions options;
  private final Progress progress;
  private final Object lifecycle = new Object();
  private boolean closed;
  private volatile @Nullable ProjectorRun run;

  private Projector(EventReader events, Target target, ProjectorOptions options) {
    this.events = events;
    this.target = target;
    this.options = options;
    this.progress = new Progress(target.name(), events, options.time());
  }

  /** Makes a projector of a projection into a view. It is stopped. */
  public static Projector of(EventReader events, Projection projection, SqliteView view) {
    return of(events, projection, view, ProjectorOptions.DEFAULT);
  }

  /** The same with options. */
  public static Projector of(
      EventReader events, Projection projection, SqliteView view, ProjectorOptions options) {
    return new Projector(events, new SqliteTarget(projection, view.database()), options);
  }

  /** Makes a projector of a view in memory. It is stopped. */
  public static Projector of(EventReader events, MemoryView<?> view) {
    return of(events, view, ProjectorOptions.DEFAULT);
  }

  /** The same with options. */
  public static Projector of(EventReader events, MemoryView<?> view, ProjectorOptions options) {
    return new Projector(events, view.target(), options);
  }

  /** The name of the projection. */
  public String name() {
    return target.name();
  }

  /** What it is doing. */
  public ProjectorState state() {
    return progress.state();
  }

  /** Everything up to and including this position is in the view. */
  public Position applied() {
    return progress.applied();
  }

  /** All of it at a glance. */
  public ProjectionStatus status() {
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
    return progress.onApplied(listener);
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
    synchronized (lifecycle) {
      ProjectorRun current = run;
      if (current != null && current.isAlive() && !current.isStopping()) {
        return;
      }
      requireIdle();
      ProjectorRun next = new ProjectorRun(events, target, options, progress);
      run = next;
      next.startThread();
    }
  }

  /**
   * Brings the view level with the head that the log has now, on this thread, and returns.
   *
   * @throws ProjectionFailedException if it failed
   * @throws ProjectionStoppedException if it was stopped before it was level
   * @throws IllegalStateException if it is running or closed
   */
  public ProjectionStatus catchUp() throws InterruptedException {
    Position goal = events.head();
    ProjectorRun mine;
    synchronized (lifecycle) {
      requireIdle();
      mine = new ProjectorRun(events, target, options, progress);
      run = mine;
    }
    mine.runHere(applied -> !goal.isAfter(applied));
    progress.requireReached(goal);
    return progress.status();
  }

  private void requireIdle() {
    if (closed) {
      throw new IllegalStateException("projector '%s' is closed".formatted(name()));
    }
    ProjectorRun current = run;
    if (current != null && current.isAlive()) {
      throw new IllegalStateException("projector '%s' has not ended yet".formatted(name()));
    }
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
    progress.awaitApplied(position, timeout);
  }

  /**
   * Waits until it does not run any more.
   *
   * @throws ProjectionFailedException if it stopped by itself
   */
  public void awaitEnd() throws InterruptedException {
    progress.awaitEnd();
  }

  /**
   * Stops it: a wait for events ends at once, a batch after the event it is at, and its transaction
   * is rolled back. Waits for that, interrupted or not, but not longer than the options say; code
   * of the projection that still does not return is left alone and logged. It can be started again.
   */
  public void stop() {
    ProjectorRun current = run;
    if (current != null) {
      current.requestStop();
      current.awaitEnd(options.closeWait());
    }
  }

  /** Asks it to stop without waiting, so that several can do so at the same time. */
  void requestStop() {
    ProjectorRun current = run;
    if (current != null) {
      current.requestStop();
    }
  }

  /** Stops it for good. */
  @Override
  public void close() {
    synchronized (lifecycle) {
      closed = true;
    }
    stop();
  }
}
