package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.StoreClosedException;
import dev.cairn.Subscription;
import dev.cairn.flow.internal.Lease;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of a processor, from its start to its end, in a thread of its own: takes the lease, reads
 * the log, hands events to the lanes, obeys operators and keeps the checkpoint. It is never
 * interrupted, because an interrupt would close the files of a store for everybody.
 */
final class ProcessorRun {

  private static final System.Logger LOG = System.getLogger("dev.cairn.flow");

  /** Most events of one read. */
  private static final int READ_EVENTS_MAX = 1_024;

  private final EventStore store;
  private final ProcessorSpec spec;
  private final StateFolder state;
  private final ProcessorOptions options;
  private final ProcessorProgress progress;
  private final ProcessorRecord record;
  private final LaneGate stop = new LaneGate();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;

  ProcessorRun(
      EventStore store,
      ProcessorSpec spec,
      StateFolder state,
      ProcessorOptions options,
      ProcessorProgress progress) {
    this.store = store;
    this.spec = spec;
    this.state = state;
    this.options = options;
    this.progress = progress;
    this.record = new ProcessorRecord(spec.name());
  }

  void start() {
    progress.state(new ProcessorState.Waiting());
    Thread.ofPlatform().daemon().name("cairn-processor-" + spec.name()).start(this::run);
  }

  private void run() {
    try {
      state.disk().createFolders(state.path());
      try (Lease lease = awaitLease()) {
        boolean again = true;
        while (again && !stopping) {
          again = session(lease);
        }
      }
      progress.state(new ProcessorState.Stopped());
    } catch (LaneGate.Closed e) {
      progress.state(new ProcessorState.Stopped());
    } catch (StoreClosedException e) {
      LOG.log(Level.DEBUG, "A processor stopped because its store was closed.", e);
      progress.state(new ProcessorState.Stopped());
    } catch (Throwable e) {
      progress.failed(e);
    } finally {
      ended.countDown();
    }
  }

  private Lease awaitLease() throws Exception {
    Optional<Lease> lease = Lease.take(state.disk(), state.path(), spec.name());
    while (lease.isEmpty()) {
      stop.rest(options.pollWait(), () -> false);
      lease = Lease.take(state.disk(), state.path(), spec.name());
    }
    return lease.get();
  }

  /** From an opening to the next one; whether there is to be another. */
  private boolean session(Lease lease) throws Exception {
    var _ = record.refresh(store);
    ProcessorPlace place = ProcessorPlace.find(store, spec, state, record, lease.epoch());
    ProcessorPlace.describe(store, spec, options.whenParked(), record);
    var _ = record.refresh(store);
    progress.opened(lease.epoch());
    try (LaneSet lanes = LaneSet.open(store, spec, options, progress, record, place, stop)) {
      try (Subscription events = store.subscribe(spec.filter(), lanes.from())) {
        lanes.start();
        return follow(lease, place, lanes, events);
      } finally {
        lanes.end();
        if (lease.isHeld()) {
          save(place, lanes);
        }
      }
    }
  }

  private boolean follow(Lease lease, ProcessorPlace place, LaneSet lanes, Subscription events)
      throws Exception {
    long due = System.nanoTime();
    while (!stopping) {
      if (record.refresh(store)) {
        lanes.obey(record);
      }
      if (record.reset().isPresent() || lanes.mustReopen()) {
        return true;
      }
      lanes.checkHealthy();
      read(lanes, events);
      progress.seen(
          new ProcessorProgress.Seen(
              lanes.settled().upTo(),
              store.head(),
              lanes.open(),
              record.parked().size(),
              lanes.heldKeys()));
      if (System.nanoTime() - due >= 0) {
        if (!lease.isHeld()) {
          throw new LeaseLostException(spec.name());
        }
        save(place, lanes);
        due = System.nanoTime() + options.checkpointEvery().toNanos();
      }
    }
    return false;
  }

  private void read(LaneSet lanes, Subscription events) throws Exception {
    progress.state(
        record
            .pause()
            .<ProcessorState>map(ProcessorState.Paused::new)
            .orElseGet(ProcessorState.Running::new));
    if (record.pause().isPresent()) {
      stop.rest(options.pollWait(), () -> stopping);
    } else if (lanes.awaitRoom()) {
      int most = Math.min(READ_EVENTS_MAX, lanes.room());
      lanes.add(events.next(most, options.pollWait()));
    }
  }

  private static void save(ProcessorPlace place, LaneSet lanes) throws IOException {
    place.save(lanes.settled(), lanes.attempts());
  }

  /** Asks it to end; a handler that is at work ends its call. */
  void requestStop() {
    stopping = true;
    stop.close();
  }

  boolean isStopping() {
    return stopping;
  }

  boolean isAlive() {
    return ended.getCount() > 0;
  }

  /** Waits for the end, keeping an interrupt for later; false if handlers did not return. */
  boolean awaitEnd() {
    boolean interrupted = false;
    boolean over = false;
    long end = System.nanoTime() + options.closeWait().toNanos();
    while (true) {
      try {
        over = ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return over;
  }
}
