package dev.cairn.testkit;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/**
 * The suite that every {@link EventStore} must pass: each sentence of the contract that a store
 * without a restart can show. A store that outlives its process extends {@link
 * DurableStoreConformance} instead.
 *
 * <p>To use it, write a test class that extends it and says how an empty store is made. The suite
 * closes the stores it asked for.
 */
public abstract class EventStoreConformance
    implements AppendConformance,
        ConditionConformance,
        PipelineConformance,
        FollowingConformance,
        RequestConformance,
        LimitConformance,
        ContentConformance,
        ReadConformance,
        SubscriptionConformance,
        ClosingConformance,
        ConcurrencyConformance,
        ModelConformance {

  private final VirtualClock clock = new VirtualClock();
  private final List<EventStore> opened = new ArrayList<>();
  private @Nullable EventStore store;

  /** For subclasses. */
  protected EventStoreConformance() {}

  /**
   * Makes a new, empty store; one test may ask for several.
   *
   * @param time the clock that the store must take its timestamps from
   * @param limits the limits that the store must keep
   */
  protected abstract EventStore create(InstantSource time, Limits limits) throws Exception;

  @Override
  public final synchronized EventStore store() {
    if (store == null) {
      store = storeWith(Limits.DEFAULT);
    }
    return store;
  }

  @Override
  public final EventStore storeWith(Limits limits) {
    return opened(() -> create(clock, limits));
  }

  @Override
  public final VirtualClock clock() {
    return clock;
  }

  /** Opens a store and sees to it that it is closed in the end. */
  final synchronized EventStore opened(java.util.concurrent.Callable<EventStore> way) {
    try {
      EventStore made = way.call();
      opened.add(made);
      return made;
    } catch (Exception e) {
      throw new AssertionError("the store cannot be opened: " + e, e);
    }
  }

  @AfterEach
  final void closeStores() {
    opened.forEach(EventStore::close);
  }
}
