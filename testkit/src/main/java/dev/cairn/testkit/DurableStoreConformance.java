package dev.cairn.testkit;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import java.time.InstantSource;

/**
 * The suite that every {@link EventStore} which outlives its process must pass: all of {@link
 * EventStoreConformance}, and what must be true after it was closed and opened again.
 */
public abstract class DurableStoreConformance extends EventStoreConformance
    implements DurabilityConformance {

  /** For subclasses. */
  protected DurableStoreConformance() {}

  /**
   * Opens again the store that {@link #create} made last; it was closed before.
   *
   * @param time the clock that the store must take its timestamps from
   * @param limits the limits that the store must keep
   */
  protected abstract EventStore reopen(InstantSource time, Limits limits) throws Exception;

  @Override
  public final EventStore reopened() {
    return opened(() -> reopen(clock(), Limits.DEFAULT));
  }
}
