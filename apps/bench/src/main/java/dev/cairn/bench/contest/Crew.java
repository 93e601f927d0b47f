package dev.cairn.bench.contest;

import dev.cairn.bench.figures.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads that do the same thing again and again for a while.
 *
 * @param workers how many
 * @param virtual whether they are virtual threads
 */
public record Crew(int workers, boolean virtual) {

  /** Crews of this size and larger are virtual threads, as a server would have them. */
  private static final int VIRTUAL_FROM = 256;

  /** One turn of the loop. */
  public interface Turn {
    /** Does it and returns how much was done. */
    int run(int worker) throws Exception;
  }

  /** So many threads of the usual kind for that number. */
  public static Crew of(int workers) {
    return new Crew(workers, workers >= VIRTUAL_FROM);
  }

  /**
   * Runs turns until the time is over; each worker runs at least one, and one that began is ended.
   *
   * @throws IllegalStateException with the first failure, if any worker failed
   */
  public Sample run(Duration time, Turn turn) throws InterruptedException {
    LongAdder done = new LongAdder();
    Histogram nanos = new Histogram();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.add(
          builder.start(() -> {
            try {
              Histogram own = work(worker, end, turn, done);
              synchronized (nanos) {
                nanos.add(own);
              }
            } catch (Exception | Error e) {
              failures.add(e);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a worker failed", failures.peek());
    }
    return new Sample(done.sum() * 1e9 / (System.nanoTime() - start), nanos);
  }

  private static Histogram work(int worker, long end, Turn turn, LongAdder done) throws Exception {
    Histogram own = new Histogram();
    long before = System.nanoTime();
    long much = 0;
    do {
      much += turn.run(worker);
      long after = System.nanoTime();
      own.add(after - before);
      before = after;
    } while (before < end);
    done.add(much);
    return own;
  }
}
