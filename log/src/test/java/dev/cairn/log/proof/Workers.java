package dev.cairn.log.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Pieces of work, done by a few threads at once. */
final class Workers {

  /** As many as a build machine has cores. */
  static final int THREADS = 2;

  /** Takes one piece and does it; false if none is left. */
  @FunctionalInterface
  interface Work {
    boolean next() throws Exception;
  }

  private Workers() {}

  /**
   * Has all pieces done.
   *
   * @throws AssertionError the first failure, as it was or as the cause; then the rest is left
   */
  static void run(int threads, Work work) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    Runnable loop =
        () -> {
          try {
            while (!over.get() && work.next()) {
              // Until nothing is left.
            }
          } catch (Throwable e) {
            failure.compareAndSet(null, e);
            over.set(true);
          }
        };
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      others.add(Thread.ofPlatform().start(loop));
    }
    loop.run();
    for (Thread other : others) {
      other.join();
    }
    Throwable found = failure.get();
    if (found != null) {
      throw new AssertionError(found.getMessage(), found);
    }
  }
}
