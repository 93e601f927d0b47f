package dev.cairn.flow;

import dev.cairn.EventStore;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.internal.InFlight;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a running processor share.
 *
 * @param store where events come from and what could not be handled is remembered
 * @param spec what the processor is for
 * @param options how it runs
 * @param progress what is known of it from outside
 * @param inFlight what was handed to the lanes
 * @param attempts how often events were tried in vain, by position
 * @param parked what is parked
 * @param skipped positions of events that are not to be handled
 * @param resend the order to begin again that is being obeyed; null where there is none
 * @param resendUpTo everything up to here is handled for that order
 * @param epoch of the lease
 */
record ProcessorWork(
    EventStore store,
    ProcessorSpec spec,
    ProcessorOptions options,
    ProcessorProgress progress,
    InFlight inFlight,
    NavigableMap<Position, Integer> attempts,
    ParkedLimit parked,
    NavigableSet<Position> skipped,
    @Nullable UUID resend,
    Position resendUpTo,
    long epoch) {

  /** Copies the collections into such that several threads may change. */
  ProcessorWork {
    attempts = new ConcurrentSkipListMap<>(attempts);
    skipped = new ConcurrentSkipListSet<>(skipped);
  }

  /** Records what happened to the processor; durable when this returns. */
  void remember(List<ProcessorEvent> events) {
    ProcessorRecord.append(store, spec.name(), events);
  }

  /** An event on its way to the handler, because of an order or in its turn. */
  Delivery delivery(RecordedEvent event, @Nullable UUID order) {
    Position position = event.position();
    int attempt = attempts.getOrDefault(position, 0) + 1;
    UUID why = order == null && !position.isAfter(resendUpTo) ? resend : order;
    return new Delivery(event, attempt, why, epoch);
  }

  /** The fact that an event is put aside. */
  ProcessorEvent.EventParked parking(RecordedEvent event, int tries, String error) {
    return new ProcessorEvent.EventParked(
        event.position().toString(),
        event.id(),
        event.stream().value(),
        event.type().value(),
        spec.key().apply(event),
        tries,
        error);
  }
}
