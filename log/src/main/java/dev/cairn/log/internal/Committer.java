package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.OverloadedException;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreException;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreFullException;
import dev.cairn.StoreLockedException;
import dev.cairn.log.LogOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one that writes. Callers put encoded appends into a bounded queue; whoever leads takes all
 * that wait, checks them in order, writes those that pass with one write and one sync, shows them
 * to readers, and only then answers everybody, the refused ones too: a refusal may rest on an
 * append of the same group.
 *
 * <p>There is one leader at a time. A caller that waits for its answer leads when nobody else does,
 * which spares it two changes of thread, but no longer than it takes to get its own answer. Else a
 * thread of our own leads as long as appends wait. An interrupt cannot harm the files, see {@link
 * dev.cairn.disk.Disk}, so any thread may lead.
 *
 * <p>The first error on the write path ends writing for good, except a full disk that left the log
 * as it was.
 */
public final class Committer {

  /** Most appends of one group write. */
  static final int GROUP_APPENDS_MAX = 1_024;

  /** A group write takes no further append beyond this many encoded bytes. */
  static final long GROUP_BYTES_MAX = 8 << 20;

  private static final long END_POLL_NANOS = 50_000;

  private final BlockingQueue<Pending> queue;
  private final int queueMax;
  private final Duration queueWait;
  private final GroupWriter writer;
  private final Turns turns;
  private final Conditions conditions;
  private final Thread thread;
  private final AtomicBoolean led = new AtomicBoolean();

  private volatile boolean woken;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  Committer(Log log, Reads reads, GroupWriter writer, Turns turns, LogOptions options) {
    this.queueMax = options.queueMax();
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.queueWait = options.queueWait();
    this.writer = writer;
    this.turns = turns;
    this.conditions = new Conditions(log, reads);
    this.thread = Thread.ofPlatform().name("cairn-committer").daemon(true).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Hands over an append; see {@link dev.cairn.EventStore#appendAsync}. */
  public CompletableFuture<AppendResult> submit(Append append) {
    Pending.Promised promised = new Pending.Promised(EncodedAppend.of(append));
    if (enqueue(promised)) {
      wake();
    }
    return promised.future();
  }

  /** Appends and waits for the answer; leads while nobody else does. */
  public AppendResult append(Append append) {
    Pending.Awaited awaited = new Pending.Awaited(EncodedAppend.of(append));
    if (enqueue(awaited)) {
      lead(awaited::isAnswered);
    }
    return awaited.await();
  }

  /** Whether the append waits for a leader now; else it is answered. */
  private boolean enqueue(Pending pending) {
    if (!admits(pending)) {
      return false;
    }
    if (!offer(pending)) {
      pending.refuse(new OverloadedException(queueMax, queueWait));
    } else if (ended) {
      drain(); // The last leader ended after the admission: nobody else would answer.
    }
    return !pending.isAnswered();
  }

  private boolean admits(Pending pending) {
    Throwable cause = failure;
    if (cause != null) {
      pending.refuse(new StoreFailedException(cause));
    } else if (closing) {
      pending.refuse(new StoreClosedException("the store"));
    }
    return !pending.isAnswered();
  }

  /** Waits for a place in the queue, whatever interrupts come, and keeps the interrupt status. */
  private boolean offer(Pending pending) {
    if (queue.offer(pending)) {
      return true;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + queueWait.toNanos();
    try {
      while (true) {
        try {
          return queue.offer(pending, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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

  private void run() {
    while (failure == null && !(closing && queue.isEmpty())) {
      if (!lead(() -> false)) {
        awaitWork();
      }
    }
    end();
  }

  /**
   * Commits group after group while appends wait, nobody else leads, and it is not enough. Whoever
   * put an append into the queue either leads itself, or is seen by the leader's last look at the
   * queue.
   *
   * @return whether anything was done
   */
  private boolean lead(BooleanSupplier enough) {
    boolean done = false;
    while (!queue.isEmpty() && led.compareAndSet(false, true)) {
      try {
        done |= commitNext();
      } finally {
        led.set(false);
      }
      if (closing) {
        wake(); // Our own thread may have seen the queue before this group was taken from it.
      }
      if (enough.getAsBoolean()) {
        if (!queue.isEmpty()) {
          wake();
        }
        return true;
      }
    }
    return done;
  }

  private boolean commitNext() {
    Pending first = failure == null ? queue.poll() : null;
    if (first == null) {
      drainAfterFailure();
      return false;
    }
    List<Pending> group = new ArrayList<>();
    fill(group, first);
    commit(group);
    endTurn();
    return true;
  }

  private void drainAfterFailure() {
    if (failure != null) {
      drain();
    }
  }

  /** Leads for the last time and never lets go. */
  private void end() {
    while (!led.compareAndSet(false, true)) {
      LockSupport.parkNanos(this, END_POLL_NANOS);
    }
    ended = true;
    drain();
  }

  /**
   * Rests until {@link #wake}, which counts also when it came before the rest. The flag says so and
   * not the thread's permit: a lock that this thread waits for on its way here may use that up.
   * Nobody has a reason to interrupt this thread, and an interrupt changes nothing.
   */
  private void awaitWork() {
    while (!woken) {
      LockSupport.park(this);
      var _ = Thread.interrupted();
    }
    woken = false;
  }

  private void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  private void fill(List<Pending> group, Pending first) {
    long bytes = size(first);
    group.add(first);
    while (group.size() < GROUP_APPENDS_MAX && bytes < GROUP_BYTES_MAX) {
      Pending next = queue.poll();
      if (next == null) {
        return;
      }
      bytes += size(next);
      group.add(next);
    }
  }

  private static long size(Pending pending) {
    return pending.append().lines().stream().mapToLong(EncodedAppend.Piece::size).sum();
  }

  private void commit(List<Pending> group) {
    List<Pending.Answer> answers = new ArrayList<>(group.size());
    try {
      if (turns.begin()) {
        conditions.forget();
      }
      conditions.beginGroup();
      writer.begin();
      for (Pending pending : group) {
        answers.add(judge(pending));
      }
      writer.commit();
      conditions.committed();
      Pending.answer(answers);
    } catch (StoreFullException e) {
      refuse(group, () -> new StoreFullException(e.place(), e));
    } catch (StoreLockedException e) {
      refuse(group, () -> new StoreLockedException(e.place(), e.owner()));
    } catch (Exception | Error e) {
      failure = e;
      refuse(group, () -> new StoreFailedException(e));
    }
  }

  private void endTurn() {
    try {
      turns.end(failure == null && !queue.isEmpty());
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
  }

  /** Each caller gets an error of its own, which it may add its own stack to. */
  private static void refuse(List<Pending> group, Supplier<? extends StoreException> error) {
    Pending.answer(
        group.stream().map(pending -> new Pending.Answer(pending, null, error.get())).toList());
  }

  private Pending.Answer judge(Pending pending) {
    Append append = pending.append().append();
    try {
      AppendResult repeated = conditions.repeated(append).orElse(null);
      if (repeated != null) {
        return new Pending.Answer(pending, repeated, null);
      }
      conditions.check(append);
    } catch (CairnException refusal) {
      return new Pending.Answer(pending, null, refusal);
    }
    List<EncodedAppend.Piece> lines = pending.append().lines();
    AppendResult result =
        conditions.accept(
            append,
            writer.nextPosition(),
            (index, position, version) -> writer.add(lines.get(index), position, version));
    return new Pending.Answer(pending, result, null);
  }

  private void drain() {
    List<Pending> left = new ArrayList<>();
    queue.drainTo(left);
    Throwable cause = failure;
    refuse(
        left,
        () ->
            cause == null
                ? new StoreClosedException("the store")
                : new StoreFailedException(cause));
  }

  /** Writes what waits, then ends; returns whether nothing ever failed. */
  public boolean finish() {
    closing = true;
    wake();
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
    return failure == null;
  }
}
