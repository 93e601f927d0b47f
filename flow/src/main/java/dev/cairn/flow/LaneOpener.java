package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.flow.internal.Lease;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the lanes of a processor, under a lease that it keeps for as long as its run. Used by the
 * thread of the run.
 */
final class LaneOpener implements RunSession.Opener {

  private final EventStore store;
  private final ProcessorSpec spec;
  private final StateFolder state;
  private final ProcessorOptions options;
  private final ProcessorProgress progress;
  private @Nullable Lease held;

  LaneOpener(
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
  }

  @Override
  public Optional<RunSession> open(RunSession.Run run) throws Exception {
    Lease lease = lease(run.stop());
    ProcessorRecord record = run.record();
    var _ = record.refresh(store); // It may have waited for the lease for long.
    progress.retriesOver();
    ProcessorPlace place = ProcessorPlace.find(store, spec, state, record, lease.epoch());
    ProcessorPlace.describe(store, spec, options.whenParked(), record);
    var _ = record.refresh(store);
    LaneSet lanes = LaneSet.open(store, spec, options, progress, run, place);
    return Optional.of(LaneSession.start(store, spec, options, lanes, record, place, lease));
  }

  /** The lease, once nobody else has it. */
  private Lease lease(LaneGate stop) throws Exception {
    Lease lease = held;
    if (lease == null) {
      lease = awaitLease(stop);
      held = lease;
      state.failureNote(spec.name()).clear();
      progress.holds(lease.epoch());
    }
    return lease;
  }

  private Lease awaitLease(LaneGate stop) throws Exception {
    state.disk().createFolders(state.path());
    Optional<Lease> lease = Lease.take(state.disk(), state.path(), spec.name());
    while (lease.isEmpty()) {
      progress.waits();
      stop.rest(options.pollWait(), () -> false);
      lease = Lease.take(state.disk(), state.path(), spec.name());
    }
    return lease.get();
  }

  /** One that lost its lease has nothing to say any more. */
  @Override
  public void failed(String message) throws IOException {
    if (held != null && held.isHeld()) {
      state.failureNote(spec.name()).write(message);
    }
  }

  @Override
  public void close() throws IOException {
    if (held != null) {
      held.close();
    }
  }
}
