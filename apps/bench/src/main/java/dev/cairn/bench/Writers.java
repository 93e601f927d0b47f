package dev.cairn.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Runs the same loop on several virtual threads for a while and counts its turns. */
final class Writers {

  /** One turn of the loop. */
  interface Turn {
    void run(int writer, long turn) throws Exception;
  }

  private Writers() {}

  /** Returns turns per second, after a warm-up of a quarter of the time. */
  static double rate(int writers, Duration time, Turn turn) throws InterruptedException {
    double _ = run(writers, time.dividedBy(4), turn, 0);
    return run(writers, time, turn, 1L << 40);
  }

  private static double run(int writers, Duration time, Turn turn, long from)
      throws InterruptedException {
    LongAdder done = new LongAdder();
    List<Exception> failures = new ArrayList<>();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int writer = i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (long n = from; System.nanoTime() < end; n++) {
                    turn.run(writer, n);
                    done.increment();
                  }
                } catch (Exception e) {
                  synchronized (failures) {
                    failures.add(e);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a writer failed", failures.getFirst());
    }
    return done.sum() * 1e9 / (System.nanoTime() - start);
  }
}
