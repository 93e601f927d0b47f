package dev.cairn.bench.flow;

import dev.cairn.AppendResult;
import dev.cairn.Position;
import dev.cairn.bench.contest.Sample;
import dev.cairn.bench.figures.Histogram;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * When each event behind a position was answered, and when it was seen. One that is seen before its
 * answer has no lag. Thread-safe.
 */
final class Lags {

  private final long base;
  private final AtomicLongArray answered;
  private final AtomicLongArray seen;
  private final AtomicLong reached = new AtomicLong();
  private final AtomicLong lastAnswer = new AtomicLong(Long.MIN_VALUE);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CountDownLatch open;
  private final CountDownLatch unseen = new CountDownLatch(1);

  /** Of so many events, which have the positions behind that one. */
  Lags(int events, Position before) {
    base = before.sequence();
    answered = new AtomicLongArray(events + 1);
    seen = new AtomicLongArray(events + 1);
    open = new CountDownLatch(events);
  }

  int events() {
    return seen.length() - 1;
  }

  /** An append of one event was answered, or failed. */
  void answered(@Nullable AppendResult result, @Nullable Throwable error) {
    long now = System.nanoTime();
    if (result == null) {
      failure.compareAndSet(null, error);
    } else {
      answered.set((int) (result.last().sequence() - base), now);
    }
    lastAnswer.accumulateAndGet(now, Math::max);
    open.countDown();
  }

  /** Everything up to a position is seen now. Called by one thread at a time. */
  void seen(Position upTo) {
    long now = System.nanoTime();
    int last = (int) Math.min(upTo.sequence() - base, events());
    for (int i = (int) reached.get() + 1; i <= last; i++) {
      seen.set(i, now);
    }
    reached.set(Math.max(last, reached.get()));
    if (last == events()) {
      unseen.countDown();
    }
  }

  /** Waits until all are answered; returns when the last one was, as {@link System#nanoTime}. */
  long awaitAnswers(Duration wait) throws InterruptedException {
    boolean all = open.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (!all || failure.get() != null) {
      throw new IllegalStateException(
          "%d of %d appends were not answered: %s"
              .formatted(open.getCount(), events(), failure.get()),
          failure.get());
    }
    return lastAnswer.get();
  }

  /** What came out, once all are seen too. */
  Sample sample(double rate, Duration wait) throws InterruptedException {
    if (!unseen.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException(
          "%d of %d events were seen in %s".formatted(reached.get(), events(), wait));
    }
    Histogram nanos = new Histogram();
    for (int i = 1; i <= events(); i++) {
      nanos.add(seen.get(i) - answered.get(i));
    }
    return new Sample(rate, nanos);
  }
}
