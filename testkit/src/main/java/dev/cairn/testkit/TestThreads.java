package dev.cairn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs the same work in several threads at once and reports the first failure of any. */
final class TestThreads {

  /** How long such work may take in all. */
  private static final long SECONDS_MAX = 60;

  /** What one thread does. */
  @FunctionalInterface
  interface Work {
    void run(int thread) throws Exception;
  }

  private TestThreads() {}

  /** Begins the work in that many virtual threads at the same moment, and waits for all of them. */
  static void run(int threads, Work work) throws Exception {
    CountDownLatch start = new CountDownLatch(threads);
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int number = thread;
        all.add(
            executor.submit(() -> {
              start.countDown();
              start.await();
              work.run(number);
              return true;
            }));
      }
      for (Future<?> one : all) {
        one.get(SECONDS_MAX, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
