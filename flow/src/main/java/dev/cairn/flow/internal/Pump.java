package dev.cairn.flow.internal;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.StoreClosedException;
import dev.cairn.Subscription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves events from a reader into a target until it is told to stop, opening the target again
 * whenever it turns out to have been changed by somebody else. {@link #run} is called by one
 * thread, and again where an interrupt ended it; {@link #stop} by any.
 */
public final class Pump {

  /** Hears how far the pump is. Called on the pumping thread. */
  public interface Gauge {

    /** The target was opened and stands here, which may be behind where it stood before. */
    void opened(Position position);

    /** So many more events count, everything up to that position. */
    void applied(Position upTo, int events);

    /** Nothing was there to be applied. */
    void idle();
  }

  private final EventReader events;
  private final Target target;
  private final int batchEventsMax;
  private final Duration pollWait;
  private final Gauge gauge;
  private boolean first = true;
  private volatile boolean stopping;
  private volatile @Nullable Subscription subscription;

  /** Makes a pump; nothing moves yet. */
  public Pump(
      EventReader events, Target target, int batchEventsMax, Duration pollWait, Gauge gauge) {
    this.events = events;
    this.target = target;
    this.batchEventsMax = batchEventsMax;
    this.pollWait = pollWait;
    this.gauge = gauge;
  }

  /**
   * Pumps until {@link #stop} or until the target is far enough.
   *
   * @param enough asked with the position of the target
   * @throws StoreClosedException if the reader was closed meanwhile
   * @throws InterruptedException if the thread was interrupted while it waited for events
   * @throws PlacedFailure if an event could not be applied
   */
  public void run(Predicate<Position> enough) throws Exception {
    boolean more = true;
    while (more && !stopping) {
      Optional<TargetSession> opened = target.open(events, first);
      if (opened.isPresent()) {
        first = false;
        more = pump(opened.get(), enough);
      }
    }
  }

  private boolean pump(TargetSession opened, Predicate<Position> enough) throws Exception {
    try (TargetSession session = opened) {
      gauge.opened(session.position());
      return !follow(session, enough);
    }
  }

  /** Ends the run soon: a wait at once, a batch after its current event, without committing it. */
  public void stop() {
    stopping = true;
    Subscription current = subscription;
    if (current != null) {
      current.close();
    }
  }

  /** Returns whether the target is far enough; otherwise the session is of no more use. */
  private boolean follow(TargetSession session, Predicate<Position> enough) throws Exception {
    try (Subscription source = events.subscribe(target.filter(), session.position())) {
      subscription = source;
      while (!stopping && session.current()) {
        if (enough.test(session.position())) {
          return true;
        }
        EventBatch batch = source.next(batchEventsMax, pollWait);
        if (batch.upTo().equals(session.position())) {
          gauge.idle();
        } else if (!deliver(session, batch)) {
          return false;
        }
      }
      return false;
    } catch (StoreClosedException e) {
      if (stopping) {
        return false;
      }
      throw e;
    } finally {
      subscription = null;
    }
  }

  private boolean deliver(TargetSession session, EventBatch batch) throws Exception {
    while (!stopping) {
      switch (session.apply(batch, () -> stopping)) {
        case APPLIED -> {
          gauge.applied(batch.upTo(), batch.events().size());
          return true;
        }
        case LOST, GIVEN_UP -> {
          return false;
        }
        case BUSY -> gauge.idle();
      }
    }
    return false;
  }
}
