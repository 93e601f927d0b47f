package dev.cairn.log.internal;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.CairnException;
import dev.cairn.OverloadedException;
import dev.cairn.PrecedingAppendException;
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
 * thread of our own leads as long as appends wait ({@link StandBy}); it is started when it is first
 * needed. Whoever closes the store leads for the last time and never lets go. An interrupt cannot
 * harm the files, see {@link dev.cairn.disk.Disk}, so any thread may lead.
 *
 * <p>Where others write to the store as well, a group waits for its turn ({@link Turns}), and is
 * refused where none can be had.
 *
 * <p>The first error on the write path ends writing for good, except a full disk that left the log
 * as it was.
 */
public final class Committer {

  /** Most appends of one group write. */
  static final int GROUP_APPENDS_MAX = 1_024;

  /** A group write takes no further append beyond this many encoded bytes. */
  static final long GROUP_BYTES_MAX = 8 << 20;

  private static final long LEAD_POLL_NANOS = 50_000;

  private final BlockingQueue<Pending> queue;
  private final int queueMax;
  private final Duration queueWait;
  private final GroupWriter writer;
  private final Turns turns;
  private final Conditions conditions;
  private final StandBy standBy = new StandBy(new OwnThread());
  private final AtomicBoolean led = new AtomicBoolean();

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
  }

  /** Hands over an append; see {@link dev.cairn.EventStore#appendAsync}. */
  public CompletableFuture<AppendResult> submit(Append append) {
    Pending.Promised promised = new Pending.Promised(EncodedAppend.of(append));
    if (enqueue(promised) && !led.get()) {
      standBy.wake(); // Whoever leads looks at the queue once more after letting go.
    }
    return promised.future();
  }

  /**
   * Hands over an append which its caller will wait for; see {@link dev.cairn.EventStore#begin}.
   */
  public Pending.Awaited begin(Append append, List<Pending.Awaited> after) {
    Pending.Awaited awaited = new Pending.Awaited(EncodedAppend.of(append), after);
    var _ = enqueue(awaited);
    return awaited;
  }

  /** Waits for the answer; leads while nobody else does. */
  public AppendResult await(Pending.Awaited awaited) {
    if (!awaited.isAnswered()) {
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

  /** What our own thread does. */
  private final class OwnThread implements StandBy.Work {

    @Override
    public void run() {
      lead(() -> false);
    }

    @Override
    public long dueInNanos() {
      return failure == null ? writer.dueInNanos() : DueTime.NEVER;
    }

    @Override
    public void settle() {
      if (led.compareAndSet(false, true)) {
        try {
          settleIfDue();
        } finally {
          letGo();
        }
      }
    }
  }

  /**
   * Commits group after group while appends wait, nobody else leads, and it is not enough. Whoever
   * put an append into the queue either leads itself, or is seen by the leader's last look at the
   * queue.
   */
  private void lead(BooleanSupplier enough) {
    while (!queue.isEmpty() && !enough.getAsBoolean() && led.compareAndSet(false, true)) {
      try {
        do {
          commitNext();
        } while (!queue.isEmpty() && !enough.getAsBoolean());
      } finally {
        letGo();
      }
    }
  }

  /** Lets go of the lead; what waits or will be due is seen to by our own thread. */
  private void letGo() {
    boolean due = writer.dueInNanos() != DueTime.NEVER;
    led.set(false);
    if (!queue.isEmpty()) {
      standBy.wake();
    } else if (due) {
      standBy.remind();
    }
  }

  private void settleIfDue() {
    try {
      if (failure == null && writer.dueInNanos() <= 0) {
        writer.settle();
      }
    } catch (Exception | Error e) {
      failure = e;
    }
  }

  private void commitNext() {
    Pending first = failure == null ? queue.poll() : null;
    if (first == null) {
      drainAfterFailure();
    } else {
      commit(group(first));
      endTurn();
    }
  }

  private void drainAfterFailure() {
    if (failure != null) {
      drain();
    }
  }

  private List<Pending> group(Pending first) {
    List<Pending> group = new ArrayList<>();
    long bytes = first.append().bytes();
    group.add(first);
    while (group.size() < GROUP_APPENDS_MAX && bytes < GROUP_BYTES_MAX) {
      Pending next = queue.poll();
      if (next == null) {
        break;
      }
      bytes += next.append().bytes();
      group.add(next);
    }
    return group;
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
    List<Pending.Answer> answers = new ArrayList<>(group.size());
    for (Pending pending : group) {
      pending.takesEffect(false);
      answers.add(new Pending.Answer(pending, null, error.get()));
    }
    Pending.answer(answers);
  }

  private Pending.Answer judge(Pending pending) {
    EncodedAppend append = pending.append();
    try {
      if (!pending.mayTakeEffect()) {
        throw new PrecedingAppendException();
      }
      AppendResult repeated = conditions.repeated(append.append()).orElse(null);
      if (repeated != null) {
        return new Pending.Answer(pending, repeated, null);
      }
      conditions.check(append);
    } catch (CairnException refusal) {
      return new Pending.Answer(pending, null, refusal);
    }
    pending.takesEffect(true);
    return new Pending.Answer(pending, conditions.accept(append, writer), null);
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
    boolean interrupted = leadForGood();
    while (!queue.isEmpty()) {
      commitNext();
    }
    ended = true;
    drain();
    interrupted |= standBy.end();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure == null;
  }

  /** Takes the lead and never lets go; returns whether an interrupt came meanwhile. */
  private boolean leadForGood() {
    boolean interrupted = false;
    while (!led.compareAndSet(false, true)) {
      LockSupport.parkNanos(this, LEAD_POLL_NANOS);
      interrupted |= Thread.interrupted();
    }
    return interrupted;
  }
}
