package dev.cairn.flow;

import dev.cairn.EventBatch;
import dev.cairn.EventStore;
import dev.cairn.Subscription;
import dev.cairn.flow.internal.Lease;
import java.io.IOException;

/** Reads the log and hands events to lanes, which work on threads of their own. */
final class LaneSession implements RunSession {

  /** Most events of one read. */
  private static final int READ_EVENTS_MAX = 1_024;

  private final ProcessorOptions options;
  private final LaneSet lanes;
  private final ProcessorRecord record;
  private final ProcessorPlace place;
  private final Lease lease;
  private final Subscription events;

  private LaneSession(
      ProcessorOptions options,
      LaneSet lanes,
      ProcessorRecord record,
      ProcessorPlace place,
      Lease lease,
      Subscription events) {
    this.options = options;
    this.lanes = lanes;
    this.record = record;
    this.place = place;
    this.lease = lease;
    this.events = events;
  }

  /** Begins to read, and has the lanes begin; closes them if that fails. */
  static LaneSession start(
      EventStore store,
      ProcessorSpec spec,
      ProcessorOptions options,
      LaneSet lanes,
      ProcessorRecord record,
      ProcessorPlace place,
      Lease lease) {
    try {
      Subscription events = store.subscribe(spec.filter(), lanes.from());
      lanes.start();
      return new LaneSession(options, lanes, record, place, lease, events);
    } catch (Throwable e) {
      lanes.end();
      lanes.close();
      throw e;
    }
  }

  @Override
  public void obey() {
    lanes.obey(record);
  }

  @Override
  public Read work() throws Exception {
    if (isOver() || !lanes.awaitRoom()) {
      return Read.MANY;
    }
    int most = Math.min(READ_EVENTS_MAX, lanes.room());
    EventBatch batch = events.next(most, options.pollWait());
    lanes.add(batch);
    return Read.of(batch, most);
  }

  @Override
  public boolean isOver() {
    return lanes.mustReopen();
  }

  @Override
  public Seen seen() throws Exception {
    lanes.checkHealthy();
    return new Seen(lanes.settled().upTo(), lanes.open(), record.parked().size(), lanes.heldKeys());
  }

  /**
   * Saves the checkpoint.
   *
   * @throws LeaseLostException if another process has taken the lease
   */
  @Override
  public void save() throws IOException {
    if (!lease.isHeld()) {
      throw new LeaseLostException(record.name());
    }
    place.save(lanes.settled(), lanes.attempts());
  }

  @Override
  public void wake() {
    events.close();
  }

  /** Has the lanes end, saves the checkpoint while it is its own, and closes all. */
  @Override
  public void close() throws IOException {
    try (lanes;
        events) {
      lanes.end();
      if (lease.isHeld()) {
        place.save(lanes.settled(), lanes.attempts());
      }
    }
  }
}
