package dev.cairn.log.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Saves the indexes of sealed segments, off the committer's way. Thread-safe. */
final class Indexer implements AutoCloseable {

  /** Sealed segments that wait with their index in memory; sealing another one waits for them. */
  private static final int WAITING_MAX = 2;

  private final Loader loader;
  private final Executor background;
  private final Queue<Segment> waiting = new ArrayDeque<>();
  private boolean busy;

  Indexer(Loader loader, Executor background) {
    this.loader = loader;
    this.background = background;
  }

  /** Hands over a segment to which nothing will be added. */
  void save(Segment sealed) {
    boolean idle;
    synchronized (this) {
      await(WAITING_MAX - 1);
      waiting.add(sealed);
      idle = !busy;
      busy = true;
    }
    if (idle) {
      background.execute(this::run);
    }
  }

  private void run() {
    for (Segment next = next(); next != null; next = next()) {
      loader.save(next);
    }
  }

  private synchronized @Nullable Segment next() {
    Segment next = waiting.poll();
    busy = next != null;
    notifyAll();
    return next;
  }

  /** Waits until no more than that wait, or all is done, keeping an interrupt for later. */
  private synchronized void await(int most) {
    boolean interrupted = false;
    while (most < 0 ? busy : waiting.size() > most) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when all that was handed over is saved. */
  @Override
  public void close() {
    await(-1);
  }
}
