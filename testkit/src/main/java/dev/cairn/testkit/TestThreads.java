package dev.cairn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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

  /** Does the work in the calling thread while another one interrupts it without pause. */
  static void underInterrupts(Work work) throws Exception {
    Thread own = Thread.currentThread();
    AtomicBoolean done = new AtomicBoolean();
    Thread interrupter =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                own.interrupt();
              }
            });
    try {
      work.run(0);
    } finally {
      done.set(true);
      joined(interrupter);
    }
  }

  /**
   * Waits for a thread to end, however often the calling one is interrupted; tells whether it was,
   * and clears that status.
   */
  static boolean joined(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return Thread.interrupted() || interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
