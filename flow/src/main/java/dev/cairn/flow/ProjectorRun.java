package dev.cairn.flow;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.flow.internal.PlacedFailure;
import dev.cairn.flow.internal.Pump;
import dev.cairn.flow.internal.Target;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a projector, from its start to its end. Its own thread is a platform thread, because
 * the code of SQLite would hold on to the carrier of a virtual one; it is never interrupted,
 * because an interrupt would close the files of a store for everybody.
 */
final class ProjectorRun {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final Pump pump;
  private final Progress progress;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  ProjectorRun(EventReader events, Target target, ProjectorOptions options, Progress progress) {
    this.progress = progress;
    this.pump = new Pump(events, target, options.batchEventsMax(), options.pollWait(), progress);
  }

  /** Runs until it is stopped, on a thread of its own. */
  void startThread() {
    progress.begun();
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("cairn-projection-" + progress.name())
            .start(this::runOnOwnThread);
  }

  /** Runs on this thread until the position is enough. */
  void runHere(Predicate<Position> enough) throws InterruptedException {
    progress.begun();
    thread = Thread.currentThread();
    run(() -> pump.run(enough));
  }

  private void runOnOwnThread() {
    try {
      run(this::pumpThroughInterrupts);
    } catch (InterruptedException e) {
      throw new AssertionError("an interrupt does not end a projector's own thread", e);
    }
  }

  /** Nobody but the projection's own code can interrupt this thread; only a stop ends it. */
  private void pumpThroughInterrupts() throws Exception {
    boolean interrupted = true;
    while (interrupted) {
      interrupted = false;
      try {
        pump.run(applied -> false);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** A part of a run that may fail in any way. */
  private interface Work {
    void run() throws Exception;
  }

  private void run(Work work) throws InterruptedException {
    try {
      work.run();
      progress.stopped();
    } catch (InterruptedException e) {
      progress.stopped();
      throw e;
    } catch (StoreClosedException e) {
      LOG.log(Level.DEBUG, "A projection stopped because its store was closed.", e);
      progress.stopped();
    } catch (PlacedFailure e) {
      progress.failed(e.thrown(), e.place());
    } catch (Throwable e) {
      progress.failed(e, FailurePlace.behind(progress.applied()));
    } finally {
      ended.countDown();
    }
  }

  boolean isAlive() {
    return ended.getCount() > 0;
  }

  boolean isStopping() {
    return stopping;
  }

  void requestStop() {
    stopping = true;
    pump.stop();
  }

  /** Waits for the end, keeping an interrupt for later; does not wait for itself. */
  void awaitEnd(Duration wait) {
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      try {
        if (!ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.log(
              Level.WARNING,
              "The code of projection {0} did not return within {1} ms; it is left alone.",
              progress.name(),
              Long.toString(wait.toMillis()));
        }
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
