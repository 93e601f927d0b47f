package dev.cairn.flow.saga;

import dev.cairn.EventStore;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what is due with the instances of one kind of saga. It follows their streams alone, from
 * their beginning, and sleeps until one of them changes or the next deadline comes, at most {@link
 * #LOOK_AROUND}: clocks may be set. Thread-safe.
 */
final class SagaClock {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow.saga");
  private static final int BATCH = 1_000;
  private static final int ROUNDS_MAX = 1_000;
  private static final Duration LOOK_AROUND = Duration.ofSeconds(1);
  private static final Duration HELD_BACK = Duration.ofMillis(100);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  private final EventStore store;
  private final String category;
  private final Reactor<?, ?, ?> reactor;
  private final InstantSource time;
  private final int deadlinesMax;
  private final Object lifecycle = new Object();
  private final Object turn = new Object();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Agenda agenda;
  private @Nullable Thread thread;
  private volatile @Nullable Subscription source;
  private volatile Map<StreamId, String> failures = Map.of();

  SagaClock(EventStore store, String category, Reactor<?, ?, ?> reactor, SagaOptions options) {
    this.store = store;
    this.category = category;
    this.reactor = reactor;
    this.time = options.time();
    this.deadlinesMax = options.deadlinesMax();
    this.agenda = Agenda.empty(deadlinesMax);
  }

  void start() {
    synchronized (lifecycle) {
      requireOpen();
      if (thread == null) {
        thread = Thread.ofVirtual().name("cairn-saga-" + category).start(this::run);
      }
    }
  }

  int runDue() throws InterruptedException {
    synchronized (lifecycle) {
      requireOpen();
      if (thread != null) {
        throw new IllegalStateException("the sagas of '%s' run by themselves".formatted(category));
      }
    }
    synchronized (turn) {
      return round();
    }
  }

  Map<StreamId, String> failures() {
    return failures;
  }

  void close() {
    Thread running;
    synchronized (lifecycle) {
      stopping.countDown();
      running = thread;
    }
    Subscription current = source;
    if (current != null) {
      current.close();
    }
    if (running != null && running != Thread.currentThread()) {
      awaitEnd(running);
    }
  }

  private void awaitEnd(Thread running) {
    try {
      if (!running.join(CLOSE_WAIT)) {
        LOG.log(
            Level.WARNING,
            "A command of saga {0} did not return within {1} ms; it is left alone.",
            category,
            Long.toString(CLOSE_WAIT.toMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireOpen() {
    if (stopped()) {
      throw new IllegalStateException("the runner of saga '%s' is closed".formatted(category));
    }
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void run() {
    int failedTimes = 0;
    while (!stopped()) {
      try {
        synchronized (turn) {
          round();
          await();
        }
        failedTimes = 0;
      } catch (StoreClosedException e) {
        if (!stopped()) {
          LOG.log(Level.DEBUG, "The deadlines of a saga stopped because its store was closed.", e);
        }
        return;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        failedTimes++;
        LOG.log(
            Level.WARNING,
            "The deadlines of saga %s wait, because its events cannot be read; trying again."
                .formatted(category),
            e);
        pause(failedTimes);
      }
    }
  }

  private void pause(int failedTimes) {
    try {
      long millis = HELD_BACK.toMillis() << Math.min(failedTimes, 9);
      boolean _ = stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for an event of an instance or for the next deadline. */
  private void await() throws InterruptedException {
    Instant now = time.instant();
    Duration left = agenda.next().isAfter(now) ? Duration.between(now, agenda.next()) : HELD_BACK;
    take(left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND, now.plus(Agenda.PATIENCE));
  }

  /** Does all that is due, until nothing more is. */
  private int round() throws InterruptedException {
    int done = 0;
    catchUp(time.instant());
    for (int i = 0; i < ROUNDS_MAX && !stopped(); i++) {
      Instant now = time.instant();
      List<Agenda.Task> tasks = agenda.due(now);
      if (!tasks.isEmpty()) {
        done += perform(tasks);
        catchUp(now.plus(Agenda.PATIENCE));
      } else if (!agenda.isIncomplete(now) || !readAgain(now)) {
        break;
      }
    }
    return done;
  }

  private int perform(List<Agenda.Task> tasks) {
    int succeeded = 0;
    for (Agenda.Task task : tasks) {
      if (stopped()) {
        break;
      }
      succeeded += perform(task) ? 1 : 0;
    }
    failures = Map.copyOf(agenda.failures());
    return succeeded;
  }

  private boolean perform(Agenda.Task task) {
    try {
      switch (task) {
        case Agenda.Fire(StreamId stream, String deadline) -> reactor.fire(stream, deadline);
        case Agenda.Resume(StreamId stream) -> reactor.resume(stream);
        case Agenda.Retry(StreamId stream) -> reactor.retry(stream);
      }
      agenda.done(task);
      return true;
    } catch (StoreClosedException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Saga %s cannot go on; trying again.".formatted(task.stream()), e);
      agenda.failed(task, time.instant(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Returns whether that brought deadlines which had been forgotten. */
  private boolean readAgain(Instant now) throws InterruptedException {
    Agenda before = agenda;
    Subscription old = source;
    if (old != null) {
      agenda = before.anew(deadlinesMax, old.position());
      old.close();
      source = null;
      catchUp(now);
    }
    return agenda.seesFurtherThan(before);
  }

  /** Takes in all that the log has now. */
  private void catchUp(Instant from) throws InterruptedException {
    Position head = store.head();
    do {
      take(Duration.ZERO, from);
    } while (!stopped() && source != null && head.isAfter(source.position()));
  }

  private void take(Duration wait, Instant from) throws InterruptedException {
    Subscription current = source;
    if (current == null) {
      current = store.subscribe(Filter.category(category), Position.START);
      source = current;
    }
    for (RecordedEvent event : current.next(BATCH, wait).events()) {
      agenda.add(event, from);
    }
  }
}
