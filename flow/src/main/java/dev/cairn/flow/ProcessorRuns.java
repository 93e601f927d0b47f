package dev.cairn.flow;

import dev.cairn.Position;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runs of a processor or a projector, one at a time. Thread-safe. */
final class ProcessorRuns {

  private final String what;
  private final Supplier<ProcessorRun> maker;
  private final Object lifecycle = new Object();
  private boolean closed;
  private volatile @Nullable ProcessorRun run;

  /**
   * None yet.
   *
   * @param what whose they are, as it shall appear in messages
   * @param maker makes a run that has not begun
   */
  ProcessorRuns(String what, Supplier<ProcessorRun> maker) {
    this.what = what;
    this.maker = maker;
  }

  /**
   * Begins a run on a thread of its own; does nothing if one is at work.
   *
   * @throws IllegalStateException if it is closed, or the last run has been stopped and has not
   *     ended yet
   */
  void start() {
    synchronized (lifecycle) {
      ProcessorRun current = run;
      if (current == null || !current.isAlive() || current.isStopping()) {
        next(maker).startThread();
      }
    }
  }

  /**
   * Begins a run on this thread and returns when the position is enough, or an operator wants it to
   * rest.
   *
   * @param made makes this run
   * @return why it rests, in the second case
   * @throws IllegalStateException if it is closed or running
   */
  Optional<String> runHere(Supplier<ProcessorRun> made, Predicate<Position> enough)
      throws InterruptedException {
    ProcessorRun mine;
    synchronized (lifecycle) {
      mine = next(made);
    }
    return mine.runHere(enough);
  }

  private ProcessorRun next(Supplier<ProcessorRun> made) {
    if (closed) {
      throw new IllegalStateException(what + " is closed");
    }
    ProcessorRun current = run;
    if (current != null && current.isAlive()) {
      throw new IllegalStateException(what + " has not ended yet");
    }
    ProcessorRun next = made.get();
    run = next;
    return next;
  }

  /** Asks it to stop without waiting. */
  void requestStop() {
    ProcessorRun current = run;
    if (current != null) {
      current.requestStop();
    }
  }

  /** Stops it and waits, but not longer than its options say. */
  void stop() {
    ProcessorRun current = run;
    if (current != null) {
      current.requestStop();
      current.awaitEnd();
    }
  }

  /** Stops it for good. */
  void close() {
    synchronized (lifecycle) {
      closed = true;
    }
    stop();
  }
}
