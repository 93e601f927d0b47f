package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What is known of a processor or a projector from outside, and who waits for it. Changed by the
 * threads that work, read by all. Thread-safe.
 */
final class ProcessorProgress {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final String kind;
  private final String name;
  private final EventReader events;
  private final InstantSource time;
  private final Pulse pulse;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Consumer<Position>> listeners = new CopyOnWriteArrayList<>();
  private final Map<Position, ProcessorStatus.Retry> retrying = new ConcurrentSkipListMap<>();
  private final LongAdder handled = new LongAdder();
  private volatile ProcessorState state = new ProcessorState.Stopped();
  private volatile RunSession.Seen seen = RunSession.Seen.NOTHING;
  private Position head = Position.START;
  private long epoch;
  private Runnable waker = () -> {};
  private final AtomicInteger waiting = new AtomicInteger();
  private String lastError = "";

  /**
   * Of one that does not run.
   *
   * @param kind what it is, for messages: a processor or a projection
   * @param events tells where the log ends
   * @param stalledAfter one that has work and has finished none for so long counts as stalled
   */
  ProcessorProgress(
      String kind, String name, EventReader events, InstantSource time, Duration stalledAfter) {
    this.kind = kind;
    this.name = name;
    this.events = events;
    this.time = time;
    this.pulse = new Pulse(stalledAfter, time.instant());
  }

  String kind() {
    return kind;
  }

  String name() {
    return name;
  }

  ProcessorState state() {
    return state;
  }

  /** Everything up to and including this position is settled. */
  Position position() {
    return seen.position();
  }

  /** Calls back whenever the position has changed, on the thread that changed it. */
  Projector.Registration onMoved(Consumer<Position> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** What a failure says, for people. */
  static String text(Throwable failure) {
    String message = failure.getMessage();
    String type = failure.getClass().getSimpleName();
    return message == null || message.isEmpty() ? type : type + ": " + message;
  }

  /**
   * A run begins; where it stands is not known yet.
   *
   * @param newWaker is called when somebody waits for it to come on
   */
  void begun(Runnable newWaker) {
    change(() -> {
      waker = newWaker;
      state = new ProcessorState.CatchingUp();
      seen = RunSession.Seen.NOTHING;
      pulse.begin(time.instant());
    });
  }

  /** Another one has the lease. */
  void waits() {
    change(() -> state = new ProcessorState.Waiting());
  }

  /** The lease is its own. */
  void holds(long leaseEpoch) {
    change(() -> {
      epoch = leaseEpoch;
      state = new ProcessorState.CatchingUp();
      pulse.work(time.instant());
    });
  }

  /** A session was opened and stands there, which may be behind where an earlier one stood. */
  void opened(RunSession.Seen now, Optional<String> pause) {
    change(() -> state = new ProcessorState.CatchingUp());
    seen(now, pause);
  }

  /** An event was handled; called for each, so it does little. */
  void handled() {
    handled.increment();
  }

  /** So many events were handled. */
  void handled(int count) {
    handled.add(count);
  }

  /** An event failed; it is tried again, or put aside. */
  void failed(FailurePlace place, int tries, Throwable failure, boolean again) {
    Position position = place.position();
    String error = text(failure);
    if (again) {
      retrying.merge(
          position,
          new ProcessorStatus.Retry(position, tries, time.instant(), error),
          (known, _) -> new ProcessorStatus.Retry(position, tries, known.since(), error));
    } else {
      retrying.remove(position);
    }
    if (tries == 1 || !again) {
      String next = again ? "it is tried again" : "it is parked after %d tries".formatted(tries);
      String sentence = "%s '%s' failed %s (%s); %s".formatted(kind, name, place, error, next);
      LOG.log(Level.WARNING, sentence, failure);
    }
    change(() -> lastError = error);
  }

  /** The destination cannot be asked how far it is. */
  void unreachable(int tries, Exception failure) {
    if (tries == 1) {
      LOG.log(
          Level.WARNING,
          "%s '%s' cannot reach its destination; it is tried again.".formatted(kind, name),
          failure);
    }
    change(() -> lastError = text(failure));
  }

  /** Nothing is tried again any more, or all of it begins anew. */
  void retriesOver() {
    retrying.clear();
  }

  /** An event that was tried in vain is settled. */
  void settled(Position position) {
    retrying.remove(position);
  }

  void stopped() {
    end(new ProcessorState.Stopped());
  }

  void failed(Throwable cause, FailurePlace place) {
    String message = message(cause, place);
    LOG.log(Level.ERROR, message + "; it has stopped and stands at position " + position(), cause);
    lock.lock();
    try {
      lastError = message;
      end(new ProcessorState.Failed(cause, place));
    } finally {
      lock.unlock();
    }
  }

  /** What is said of a failure that ended it. */
  String message(Throwable cause, FailurePlace place) {
    return ProjectionFailedException.message(kind, name, place, cause);
  }

  private void end(ProcessorState last) {
    retrying.clear();
    change(() -> state = last);
  }

  /** What the thread of the run sees, each time it looks around. */
  void seen(RunSession.Seen now, Optional<String> pause) {
    Position end = head();
    Instant instant = time.instant();
    boolean moved = !now.position().equals(seen.position());
    change(() -> {
      boolean level = !end.isAfter(now.position());
      pulse.look(handled.sum(), level, moved || pause.isPresent(), instant);
      seen = now;
      head = end;
      state = pause.<ProcessorState>map(ProcessorState.Paused::new).orElseGet(() -> running(level));
      pulse.newStall(instant).ifPresent(this::tellStall);
    });
    if (moved) {
      listeners.forEach(listener -> call(listener, now.position()));
    }
  }

  private ProcessorState running(boolean level) {
    boolean live = level || state instanceof ProcessorState.Live;
    return live ? new ProcessorState.Live() : new ProcessorState.CatchingUp();
  }

  private void call(Consumer<Position> listener, Position position) {
    try {
      listener.accept(position);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A listener of %s '%s' failed.".formatted(kind, name), e);
    }
  }

  private void tellStall(Duration since) {
    LOG.log(
        Level.WARNING,
        "The {0} {1} has finished nothing for {2}; it stands at position {3} of {4}. {5}",
        kind,
        name,
        since,
        seen.position(),
        head,
        lastError);
  }

  /** The head, or the last one that was seen before the store was closed. */
  private Position head() {
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

  private void change(Runnable assignments) {
    lock.lock();
    try {
      assignments.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  ProcessorStatus status() {
    Position end = head();
    Instant now = time.instant();
    lock.lock();
    try {
      boolean level = !end.isAfter(seen.position());
      return new ProcessorStatus(
          name,
          state,
          seen.position(),
          end,
          seen.inFlight(),
          level ? Duration.ZERO : pulse.lag(now),
          handled.sum(),
          pulse.perSecond(now),
          List.copyOf(retrying.values()),
          seen.parked(),
          seen.heldKeys(),
          level ? Optional.empty() : stall(now),
          epoch,
          lastError);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Duration> stall(Instant now) {
    boolean works =
        state instanceof ProcessorState.CatchingUp || state instanceof ProcessorState.Live;
    return works ? pulse.stall(now) : Optional.empty();
  }

  /** Whether somebody waits for it to come on. */
  boolean isAwaited() {
    return waiting.get() > 0;
  }

  /** Waits until everything up to a position is settled; false if it ended or time is over. */
  boolean awaitSettled(Position position, Duration timeout) throws InterruptedException {
    if (!position.isAfter(position())) {
      return true;
    }
    lock.lockInterruptibly();
    try {
      var _ = waiting.incrementAndGet();
      waker.run();
      long left = timeout.toNanos();
      while (position.isAfter(seen.position())) {
        if (!state.isRunning() || left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      var _ = waiting.decrementAndGet();
      lock.unlock();
    }
  }

  /** Waits until it does not run any more; what it was then. */
  ProcessorState awaitEnd() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state.isRunning()) {
        changed.await();
      }
      return state;
    } finally {
      lock.unlock();
    }
  }
}
