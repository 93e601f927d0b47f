package dev.cairn.model;

import dev.cairn.StreamId;
import dev.cairn.Version;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots that are due, and the thread that takes them one after the other. It is started
 * when something is due and ends when nothing is. Of one stream only the newest waits. Thread-safe.
 */
final class DueSnapshots {

  /**
   * A snapshot that is due.
   *
   * @param type the kind of aggregate
   * @param stream its stream
   * @param version the version it shall be of
   */
  record Due(AggregateType<?, ?, ?> type, StreamId stream, Version version) {}

  private final int waitingMax;
  private final Consumer<Due> taker;
  private final LinkedHashMap<StreamId, Due> waiting = new LinkedHashMap<>();
  private long dropped;
  private boolean running;
  private boolean closed;

  /**
   * Takes nothing yet.
   *
   * @param waitingMax how many may wait
   * @param taker takes one; called by one thread, throws nothing
   */
  DueSnapshots(int waitingMax, Consumer<Due> taker) {
    this.waitingMax = waitingMax;
    this.taker = taker;
  }

  /** Lets it wait; it is given up if too many do, or after the end. */
  synchronized void add(Due due) {
    Due before = waiting.get(due.stream());
    if (closed || (before == null && waiting.size() >= waitingMax)) {
      dropped++;
      return;
    }
    if (before == null || before.version().compareTo(due.version()) < 0) {
      waiting.put(due.stream(), due);
    }
    if (!running) {
      running = true;
      Thread.ofPlatform().daemon().name("cairn-snapshots").start(this::run);
    }
  }

  private void run() {
    boolean ended = false;
    try {
      for (Due due = next(); due != null; due = next()) {
        taker.accept(due);
      }
      ended = true;
    } finally {
      if (!ended) {
        stopped();
      }
    }
  }

  /** Stops in the same step in which it finds nothing, so that nothing is added between. */
  private synchronized @Nullable Due next() {
    if (waiting.isEmpty()) {
      stopped();
      return null;
    }
    return waiting.pollFirstEntry().getValue();
  }

  private synchronized void stopped() {
    running = false;
    notifyAll();
  }

  synchronized int waiting() {
    return waiting.size() + (running ? 1 : 0);
  }

  synchronized long dropped() {
    return dropped;
  }

  /** Takes no more, and returns when all that waited has been taken; an interrupt is kept. */
  synchronized void close() {
    closed = true;
    boolean interrupted = false;
    while (running) {
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
}
