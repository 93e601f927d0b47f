package dev.cairn.flow;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where lanes wait while their processor rests, and end when it is stopped. Thread-safe. */
final class LaneGate {

  /** The processor is stopped. */
  static final class Closed extends Exception {

    private static final long serialVersionUID = 1L;

    Closed() {
      super("the processor is stopped", null, true, false);
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;
  private boolean paused;

  /** Waits while the processor rests. */
  void pass() throws Closed, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (paused && !closed) {
        changed.await();
      }
      checkOpen();
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() throws Closed {
    if (closed) {
      throw new Closed();
    }
  }

  /** Waits for so long, or until something holds: what may change is told by {@link #wake}. */
  void rest(Duration wait, BooleanSupplier enough) throws Closed, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (left > 0 && !closed && !enough.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
      checkOpen();
    } finally {
      lock.unlock();
    }
  }

  void pause(boolean now) {
    change(() -> paused = now);
  }

  void close() {
    change(() -> closed = true);
  }

  /** Has those who rest look again. */
  void wake() {
    change(() -> {});
  }

  private void change(Runnable assignment) {
    lock.lock();
    try {
      assignment.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
