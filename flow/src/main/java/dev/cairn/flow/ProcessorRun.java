package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.flow.internal.PlacedFailure;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a processor or a projector, from its start to its end: opens sessions, has them work,
 * obeys operators and keeps how far it came. A thread of its own is a platform thread, because the
 * code of SQLite would hold on to the carrier of a virtual one; it is never interrupted, because an
 * interrupt would close the files of a store for everybody.
 */
final class ProcessorRun {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  private final RunSession.Opener sessions;
  private final Optional<EventStore> steeredBy;
  private final Pace pace;
  private final ProcessorProgress progress;
  private final ProcessorRecord record;
  private final LaneGate stop = new LaneGate();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean isHere;
  private Optional<String> pause = Optional.empty();
  private boolean areMany = true;
  private long readAt;
  private volatile boolean stopping;
  private volatile boolean finished;
  private volatile @Nullable Thread thread;
  private volatile @Nullable RunSession current;

  /**
   * Makes a run that has not begun.
   *
   * @param steeredBy the store in which operators leave their orders; empty if nobody has a say
   */
  ProcessorRun(
      RunSession.Opener sessions,
      Optional<EventStore> steeredBy,
      Pace pace,
      ProcessorProgress progress) {
    this.sessions = sessions;
    this.steeredBy = steeredBy;
    this.pace = pace;
    this.progress = progress;
    this.record = new ProcessorRecord(progress.name());
  }

  /** Runs until it is stopped, on a thread of its own. */
  void startThread() {
    progress.begun(stop::wake);
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("cairn-%s-%s".formatted(progress.kind(), progress.name()))
            .start(this::runOnOwnThread);
  }

  /**
   * Runs on this thread until the position is enough, or an operator wants it to rest.
   *
   * @return why, in the second case
   */
  Optional<String> runHere(Predicate<Position> enough) throws InterruptedException {
    progress.begun(stop::wake);
    thread = Thread.currentThread();
    isHere = true;
    run(() -> {
      boolean again = true;
      while (again && !stopping) {
        again = session(enough);
      }
    });
    return pause;
  }

  private void runOnOwnThread() {
    try {
      run(this::runThroughInterrupts);
    } catch (InterruptedException e) {
      throw new AssertionError("an interrupt does not end a run on its own thread", e);
    }
  }

  /** Nobody but a handler's own code can interrupt this thread; only a stop ends it. */
  private void runThroughInterrupts() throws Exception {
    boolean again = true;
    while (again && !stopping) {
      try {
        again = session(_ -> false);
      } catch (InterruptedException e) {
        LOG.log(Level.TRACE, "An interrupt does not end a run on its own thread.", e);
      }
    }
  }

  /** A part of a run that may fail in any way. */
  private interface Work {
    void run() throws Exception;
  }

  private void run(Work work) throws InterruptedException {
    try {
      try (sessions) {
        runAndTellOperators(work);
      } finally {
        finished = true;
      }
      progress.stopped();
    } catch (InterruptedException e) {
      stopped(e);
      throw e;
    } catch (LaneGate.Closed e) {
      stopped(e);
    } catch (StoreClosedException e) {
      LOG.log(Level.DEBUG, "A run stopped because its store was closed.", e);
      stopped(e);
    } catch (PlacedFailure e) {
      progress.failed(e.thrown(), e.place());
    } catch (Throwable e) {
      progress.failed(e, FailurePlace.behind(progress.position()));
    } finally {
      ended.countDown();
    }
  }

  /** What could not be done on the way out, as to save a checkpoint, is a failure all the same. */
  private void stopped(Exception told) {
    Throwable[] more = told.getSuppressed();
    if (more.length == 0) {
      progress.stopped();
    } else {
      progress.failed(more[0], FailurePlace.behind(progress.position()));
    }
  }

  private void runAndTellOperators(Work work) throws Exception {
    try {
      work.run();
    } catch (InterruptedException | LaneGate.Closed | StoreClosedException e) {
      throw e;
    } catch (PlacedFailure e) {
      tell(e.thrown(), e.place(), e);
      throw e;
    } catch (Throwable e) {
      tell(e, FailurePlace.behind(progress.position()), e);
      throw e;
    }
  }

  private void tell(Throwable failure, FailurePlace place, Throwable thrown) {
    try {
      sessions.failed(progress.message(failure, place));
    } catch (IOException | RuntimeException e) {
      thrown.addSuppressed(e);
    }
  }

  /** From an opening to the next one; whether there is to be another. */
  private boolean session(Predicate<Position> enough) throws Exception {
    var _ = refresh();
    Optional<RunSession> opened = sessions.open(new RunSession.Run(record, stop));
    if (opened.isEmpty()) {
      return true;
    }
    try (RunSession session = opened.get()) {
      current = session;
      progress.opened(session.seen(), record.pause());
      return follow(session, enough);
    } finally {
      current = null;
    }
  }

  /** Whether operators ordered something since the last call. */
  private boolean refresh() {
    return steeredBy.isPresent() && record.refresh(steeredBy.get());
  }

  private boolean follow(RunSession session, Predicate<Position> enough) throws Exception {
    long due = System.nanoTime() + pace.saveEvery().toNanos();
    while (!stopping && !enough.test(progress.position())) {
      if (refresh()) {
        session.obey();
      }
      if (record.reset().isPresent()) {
        return true;
      }
      if (record.pause().isPresent()) {
        if (isHere) {
          pause = record.pause();
          return false;
        }
        stop.rest(pace.pollWait(), () -> false);
      } else if (!work(session)) {
        return true;
      }
      progress.seen(session.seen(), record.pause());
      if (System.nanoTime() - due >= 0) {
        session.save();
        due = System.nanoTime() + pace.saveEvery().toNanos();
      }
    }
    return false;
  }

  /** Whether the session is still of use. */
  private boolean work(RunSession session) throws Exception {
    try {
      gather();
      RunSession.Read read = session.work();
      areMany = read == RunSession.Read.MANY;
      readAt = read == RunSession.Read.NOTHING ? readAt : System.nanoTime();
      return !session.isOver();
    } catch (StoreClosedException e) {
      if (stopping) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Lets events gather that come one upon the other: what a batch costs is then shared by many. The
   * first one after a silence is not kept waiting, and nobody who waits for a position.
   */
  private void gather() throws LaneGate.Closed, InterruptedException {
    long left = pace.gather().toNanos() - (System.nanoTime() - readAt);
    if (!areMany && left > 0) {
      stop.rest(Duration.ofNanos(left), progress::isAwaited);
    }
  }

  /** Asks it to end: a wait for events ends at once, code that is at work ends its call. */
  void requestStop() {
    stopping = true;
    stop.close();
    RunSession session = current;
    if (session != null) {
      session.wake();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  /** Whether it has not ended. One that has done its work and only has to say so is waited for. */
  boolean isAlive() {
    if (finished && Thread.currentThread() != thread) {
      awaitEnd();
    }
    return ended.getCount() > 0;
  }

  /** Waits for the end, keeping an interrupt for later; does not wait for itself. */
  void awaitEnd() {
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    long end = System.nanoTime() + pace.closeWait().toNanos();
    while (true) {
      try {
        if (!ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.log(
              Level.WARNING,
              "The code of {0} {1} did not return within {2} ms; it is left alone.",
              progress.kind(),
              progress.name(),
              Long.toString(pace.closeWait().toMillis()));
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
