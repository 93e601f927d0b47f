package dev.cairn.log.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does its work whenever it is woken or something is due, and rests in between. It is
 * started when it is first needed. Thread-safe.
 */
final class StandBy {

  /** What it does. None of it throws. */
  interface Work {

    /** It was woken. */
    void run();

    /** How long until {@link #settle} is due, as {@link DueTime#inNanos} tells it. */
    long dueInNanos();

    /** Something is due. It may stay due when somebody else is about to do it. */
    void settle();
  }

  private static final long STILL_DUE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Work work;
  private @Nullable Thread started;
  private volatile @Nullable Thread thread;
  private volatile boolean woken;
  private volatile boolean timed;
  private volatile boolean ended;

  StandBy(Work work) {
    this.work = work;
  }

  /** Has it run, after this call began, at least once; does nothing after the end. */
  void wake() {
    woken = true;
    Thread resting = thread;
    LockSupport.unpark(resting == null ? start() : resting);
  }

  /** Has it look when the next thing is due; to be called when something became due at all. */
  void remind() {
    if (!timed) {
      wake();
    }
  }

  private synchronized @Nullable Thread start() {
    if (started == null && !ended) {
      started = Thread.ofPlatform().name("cairn-committer").daemon(true).start(this::run);
      thread = started;
    }
    return started;
  }

  private void run() {
    while (!ended) {
      if (woken) {
        woken = false;
        work.run();
      } else {
        rest();
      }
    }
  }

  /** Whoever makes something due after it was asked for sees that nobody counts the time. */
  private void rest() {
    timed = true;
    long left = work.dueInNanos();
    if (left == DueTime.NEVER) {
      timed = false;
      if (work.dueInNanos() == DueTime.NEVER) {
        park(DueTime.NEVER);
      }
    } else if (left > 0) {
      park(left);
    } else {
      work.settle();
      if (work.dueInNanos() <= 0) {
        park(STILL_DUE_NANOS);
      }
    }
  }

  /**
   * Rests until it is woken. A flag says so and not the thread's permit, which a lock that the
   * thread waits for may use up. Nobody has a reason to interrupt it, and an interrupt changes
   * nothing.
   */
  private void park(long nanos) {
    if (!woken && !ended) {
      if (nanos == DueTime.NEVER) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
      var _ = Thread.interrupted();
    }
  }

  /** Ends the thread, if there is one; returns whether an interrupt came while waiting for that. */
  boolean end() {
    Thread last;
    synchronized (this) {
      ended = true;
      last = started;
    }
    LockSupport.unpark(last);
    boolean interrupted = false;
    while (last != null && last.isAlive()) {
      try {
        last.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }
}
