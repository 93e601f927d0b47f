package dev.cairn.log.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does a piece of work whenever it is woken, and rests in between. It is started by
 * the first {@link #wake}, so that what never needs it has no thread. Thread-safe.
 */
final class StandBy {

  private final Runnable work;
  private @Nullable Thread started;
  private volatile @Nullable Thread thread;
  private volatile boolean woken;
  private volatile boolean ended;

  /** Prepares a thread for work that never throws. */
  StandBy(Runnable work) {
    this.work = work;
  }

  /** Has the work done, after this call began, at least once; does nothing after the end. */
  void wake() {
    woken = true;
    Thread resting = thread;
    LockSupport.unpark(resting == null ? start() : resting);
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

  /**
   * The flag says whether there is work and not the thread's permit: a lock that the thread waits
   * for may use that up. Nobody has a reason to interrupt it, and an interrupt changes nothing.
   */
  private void rest() {
    LockSupport.park(this);
    var _ = Thread.interrupted();
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
