package dev.cairn.bench.contest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller at a time write what all who wait have brought. A lone caller leads at once and
 * hands nothing to another thread; a leader that is done hands on to the first who waits, before it
 * wakes those whose items it wrote.
 *
 * @param <T> what is written
 */
final class GroupCommit<T> {

  /** Writes a group. */
  interface Sink<T> {
    /** Returns when all of them are durable. */
    void write(List<T> group) throws Exception;
  }

  private enum State {
    WAITS,
    LEADS,
    DONE
  }

  private static final class Caller<T> {
    final T item;
    final Thread thread = Thread.currentThread();
    volatile State state = State.WAITS;
    @Nullable Exception failure;

    Caller(T item) {
      this.item = item;
    }

    void wake(State next) {
      state = next;
      LockSupport.unpark(thread);
    }
  }

  private final Object lock = new Object();
  private final int groupMax;
  private final Sink<T> sink;
  private final ArrayDeque<Caller<T>> waiting = new ArrayDeque<>();
  private boolean led;

  GroupCommit(int groupMax, Sink<T> sink) {
    this.groupMax = groupMax;
    this.sink = sink;
  }

  /** Returns when the item is durable. */
  void append(T item) throws Exception {
    Caller<T> me = new Caller<>(item);
    synchronized (lock) {
      waiting.add(me);
      if (!led) {
        led = true;
        me.state = State.LEADS;
      }
    }
    while (me.state == State.WAITS) {
      LockSupport.park(this);
    }
    if (me.state == State.LEADS) {
      lead(me);
    }
    if (me.failure != null) {
      throw me.failure;
    }
  }

  /** Whoever leads is the first of those who wait. */
  private void lead(Caller<T> me) {
    List<Caller<T>> group = take();
    Exception failure = null;
    try {
      sink.write(group.stream().map(caller -> caller.item).toList());
    } catch (Exception e) {
      failure = e;
    }
    handOn();
    for (Caller<T> caller : group) {
      caller.failure = failure;
      if (caller != me) {
        caller.wake(State.DONE);
      }
    }
  }

  private List<Caller<T>> take() {
    List<Caller<T>> group = new ArrayList<>();
    synchronized (lock) {
      while (group.size() < groupMax && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
    }
    return group;
  }

  private void handOn() {
    Caller<T> next;
    synchronized (lock) {
      next = waiting.peek();
      led = next != null;
    }
    if (next != null) {
      next.wake(State.LEADS);
    }
  }
}
