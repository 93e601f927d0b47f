package dev.cairn.proofs.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Batches that go round between the thread that fills them and the one that takes them. There are
 * {@value #BATCHES} of them, so neither gets far ahead; whatever the filling ends with, the other
 * one is told, and whenever that one stops, the filling does.
 */
final class Pipe implements AutoCloseable {

  static final int BATCHES = 8;

  /** Fills a batch; says in it whether it is the last one. */
  interface Filling {
    void fill(Batch batch);
  }

  private final BlockingQueue<Batch> full = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(BATCHES + 1);
  private final Thread thread;
  private volatile boolean stopped;

  Pipe(Filling filling) {
    for (int i = 0; i < BATCHES; i++) {
      free.add(new Batch());
    }
    thread = Thread.ofPlatform().name("cairn-verify").daemon(true).start(() -> run(filling));
  }

  private void run(Filling filling) {
    boolean last = false;
    while (!last && !stopped) {
      Batch batch = taken(free);
      if (stopped) {
        return;
      }
      batch.clear();
      try {
        filling.fill(batch);
      } catch (Throwable e) { // The other thread waits for a batch, whatever happens here.
        batch.failure = e;
      }
      last = batch.isLast || batch.failure != null;
      full.add(batch);
    }
  }

  /** The next batch, which goes back with {@link #giveBack}. */
  Batch take() {
    Batch batch = taken(full);
    switch (batch.failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
    return batch;
  }

  void giveBack(Batch batch) {
    free.add(batch);
  }

  /** Waits whatever interrupts come, as calls to the disk do; the thread keeps its status. */
  private static Batch taken(BlockingQueue<Batch> queue) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return queue.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    var _ = free.offer(new Batch()); // Wakes the thread if it waits.
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
