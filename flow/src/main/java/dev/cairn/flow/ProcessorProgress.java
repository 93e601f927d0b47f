package dev.cairn.flow;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.internal.RateMeter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What is known of a processor from outside, and who waits for it. Thread-safe. */
final class ProcessorProgress {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  /** What the thread that reads knows. */
  record Seen(Position position, Position head, int inFlight, int parked, int heldKeys) {
    static final Seen NOTHING = new Seen(Position.START, Position.START, 0, 0, 0);
  }

  private final String name;
  private final ProcessorOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Position, ProcessorStatus.Retry> retrying = new ConcurrentSkipListMap<>();
  private final LongAdder handled = new LongAdder();
  private final RateMeter rate;
  private ProcessorState state = new ProcessorState.Stopped();
  private Seen seen = Seen.NOTHING;
  private Instant lastLevel;
  private Instant lastWork;
  private long counted;
  private long epoch;
  private boolean stallTold;
  private String lastError = "";

  ProcessorProgress(String name, ProcessorOptions options) {
    this.name = name;
    this.options = options;
    this.lastLevel = options.time().instant();
    this.lastWork = lastLevel;
    this.rate = new RateMeter(lastLevel);
  }

  /** What a failure says, for people. */
  static String text(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return message == null || message.isEmpty() ? kind : kind + ": " + message;
  }

  /** An event was handled; called for each, so it does little. */
  void handled() {
    handled.increment();
  }

  void failed(RecordedEvent event, int tries, Throwable failure, boolean again) {
    Position position = event.position();
    String error = text(failure);
    if (again) {
      retrying.merge(
          position,
          new ProcessorStatus.Retry(position, tries, options.time().instant(), error),
          (known, now) -> new ProcessorStatus.Retry(position, tries, known.since(), error));
    } else {
      retrying.remove(position);
    }
    if (tries == 1 || !again) {
      LOG.log(
          Level.WARNING,
          "Processor %s failed at position %s, event %s of stream %s (%s); %s."
              .formatted(
                  name,
                  position,
                  event.type(),
                  event.stream(),
                  error,
                  again ? "it is tried again" : "it is parked after %d tries".formatted(tries)),
          failure);
    }
    change(() -> lastError = error);
  }

  /** The destination cannot be asked how far it is. */
  void unreachable(int tries, Exception failure) {
    if (tries == 1) {
      LOG.log(
          Level.WARNING,
          "Processor " + name + " cannot reach its destination; it is tried again.",
          failure);
    }
    change(() -> lastError = text(failure));
  }

  void settled(Position position) {
    retrying.remove(position);
  }

  void state(ProcessorState now) {
    change(() -> state = now);
  }

  void opened(long leaseEpoch) {
    retrying.clear();
    change(() -> {
      epoch = leaseEpoch;
      state = new ProcessorState.Running();
      lastWork = options.time().instant();
      stallTold = false;
    });
  }

  void failed(Throwable cause) {
    LOG.log(Level.ERROR, "Processor " + name + " has stopped: " + text(cause), cause);
    change(() -> {
      state = new ProcessorState.Failed(cause);
      lastError = text(cause);
    });
  }

  /** What the thread that reads sees, each time it looks around. */
  void seen(Seen now) {
    Instant instant = options.time().instant();
    change(() -> {
      long all = handled.sum();
      boolean level = !now.head().isAfter(now.position());
      boolean moved = all > counted || now.position().isAfter(seen.position());
      rate.add((int) Math.min(all - counted, Integer.MAX_VALUE), instant);
      counted = all;
      seen = now;
      lastLevel = level ? instant : lastLevel;
      lastWork = moved || level || state instanceof ProcessorState.Paused ? instant : lastWork;
      stallTold = stallTold && lastWork.isBefore(instant);
      tellStall(instant);
    });
  }

  private void tellStall(Instant instant) {
    Duration since = Duration.between(lastWork, instant);
    if (!stallTold && since.compareTo(options.stalledAfter()) >= 0) {
      stallTold = true;
      LOG.log(
          Level.WARNING,
          "Processor {0} has finished nothing for {1}; it stands at position {2} of {3}. {4}",
          name,
          since,
          seen.position(),
          seen.head(),
          lastError);
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
    lock.lock();
    try {
      Instant now = options.time().instant();
      boolean level = !seen.head().isAfter(seen.position());
      Duration still = Duration.between(lastWork, now);
      boolean stalled =
          state instanceof ProcessorState.Running
              && !level
              && still.compareTo(options.stalledAfter()) >= 0;
      return new ProcessorStatus(
          name,
          state,
          seen.position(),
          seen.head(),
          seen.inFlight(),
          level ? Duration.ZERO : Duration.between(lastLevel, now),
          handled.sum(),
          rate.perSecond(now),
          List.copyOf(retrying.values()),
          seen.parked(),
          seen.heldKeys(),
          stalled ? Optional.of(still) : Optional.empty(),
          epoch,
          lastError);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything up to a position is settled; false if it ended or time is over. */
  boolean awaitSettled(Position position, Duration timeout) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = timeout.toNanos();
      while (position.isAfter(seen.position())) {
        boolean ended =
            state instanceof ProcessorState.Failed || state instanceof ProcessorState.Stopped;
        if (ended || left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
