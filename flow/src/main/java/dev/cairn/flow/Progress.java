package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.flow.internal.Pump;
import dev.cairn.flow.internal.RateMeter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What is known of a projector from outside: state, position, counts, and who waits for them.
 * Changed by the thread that runs it, read by all.
 */
final class Progress implements Pump.Gauge {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final String name;
  private final EventReader events;
  private final InstantSource time;
  private final List<Consumer<Position>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile ProjectorState state = new ProjectorState.Stopped();
  private volatile Position applied = Position.START;
  private Position head = Position.START;
  private Instant lastLevel;
  private RateMeter rate;
  private long count;
  private String lastError = "";

  Progress(String name, EventReader events, InstantSource time) {
    this.name = name;
    this.events = events;
    this.time = time;
    this.lastLevel = time.instant();
    this.rate = new RateMeter(lastLevel);
  }

  String name() {
    return name;
  }

  ProjectorState state() {
    return state;
  }

  Position applied() {
    return applied;
  }

  ProjectionStatus status() {
    Position seen = seenHead();
    Instant now = time.instant();
    lock.lock();
    try {
      Duration lag = seen.isAfter(applied) ? Duration.between(lastLevel, now) : Duration.ZERO;
      return new ProjectionStatus(
          name, state, applied, seen, lag, count, rate.perSecond(now), lastError);
    } finally {
      lock.unlock();
    }
  }

  /** The head, or the last one that was seen before the store was closed. */
  private Position seenHead() {
    try {
      return events.head();
    } catch (StoreClosedException e) {
      lock.lock();
      try {
        return head;
      } finally {
        lock.unlock();
      }
    }
  }

  Projector.Registration onApplied(Consumer<Position> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void begun() {
    change(() -> {
      state = new ProjectorState.CatchingUp();
      applied = Position.START;
      lastLevel = time.instant();
      rate = new RateMeter(lastLevel);
    });
  }

  @Override
  public void opened(Position position) {
    move(new ProjectorState.CatchingUp(), position, 0);
  }

  @Override
  public void applied(Position upTo, int more) {
    move(state, upTo, more);
  }

  @Override
  public void idle() {
    move(state, applied, 0);
  }

  private void move(ProjectorState running, Position upTo, int more) {
    Position end = events.head();
    boolean level = !end.isAfter(upTo);
    boolean moved = !upTo.equals(applied);
    Instant now = time.instant();
    change(() -> {
      head = end;
      applied = upTo;
      count += more;
      state = level ? new ProjectorState.Live() : running;
      lastLevel = level ? now : lastLevel;
      rate.add(more, now);
    });
    if (moved) {
      listeners.forEach(listener -> call(listener, upTo));
    }
  }

  private void call(Consumer<Position> listener, Position upTo) {
    try {
      listener.accept(upTo);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A listener of projection '" + name + "' failed.", e);
    }
  }

  void stopped() {
    change(() -> state = new ProjectorState.Stopped());
  }

  void failed(Throwable cause, FailurePlace place) {
    String message = ProjectionFailedException.message(name, place, cause);
    LOG.log(Level.ERROR, message + "; it has stopped, its view stands at " + applied, cause);
    change(() -> {
      state = new ProjectorState.Failed(cause, place);
      lastError = message;
    });
  }

  private void change(Runnable assignments) {
    lock.lock();
    try {
      assignments.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void awaitApplied(Position position, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (position.isAfter(applied)) {
        requireRunning(position);
        if (left <= 0) {
          throw new ProjectionTimeoutException(name, position, applied, timeout);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Throws if a finished run failed, or was stopped before that position. */
  void requireReached(Position position) {
    if (state instanceof ProjectorState.Failed || position.isAfter(applied)) {
      requireRunning(position);
    }
  }

  private void requireRunning(Position position) {
    switch (state) {
      case ProjectorState.CatchingUp(), ProjectorState.Live() -> {}
      case ProjectorState.Stopped() -> throw new ProjectionStoppedException(name, position);
      case ProjectorState.Failed(Throwable cause, FailurePlace place) ->
          throw new ProjectionFailedException(name, place, cause);
    }
  }

  void awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state.isRunning()) {
        changed.await();
      }
      if (state instanceof ProjectorState.Failed(Throwable cause, FailurePlace place)) {
        throw new ProjectionFailedException(name, place, cause);
      }
    } finally {
      lock.unlock();
    }
  }
}
