package dev.cairn.flow.internal;

import dev.cairn.EventBatch;
import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreId;
import dev.cairn.WrongStoreException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far a view is: of which store, up to which position, and which event stood there, so that it
 * is never continued on a log that has another past.
 *
 * @param store the store the view is made from
 * @param position everything up to and including this position is in the view
 * @param event the id of the stored event at that position; null before the first event
 * @param codeVersion the version of the projection that made the rows
 */
public record Checkpoint(StoreId store, Position position, @Nullable UUID event, int codeVersion) {

  /**
   * A reader in another process may learn of a new head a little later than a view that is ahead.
   */
  private static final Duration AHEAD_PATIENCE = Duration.ofMillis(500);

  /** Before the first event of a store. */
  public static Checkpoint start(EventReader events, int codeVersion) {
    return new Checkpoint(events.id(), Position.START, null, codeVersion);
  }

  /** The same view after a batch. */
  public Checkpoint at(EventBatch batch, EventReader events) {
    Position upTo = batch.upTo();
    boolean known =
        upTo.child() == 0
            && !batch.events().isEmpty()
            && batch.events().getLast().position().equals(upTo);
    UUID id = known ? batch.events().getLast().id() : idAt(events, upTo);
    return new Checkpoint(store, upTo, id, codeVersion);
  }

  /** At another place in the same store. */
  public Checkpoint moved(Position to, EventReader events) {
    return new Checkpoint(store, to, idAt(events, to), codeVersion);
  }

  /**
   * Makes sure that the view belongs to this store and is not ahead of it.
   *
   * @param what the view, as it shall appear in the message
   * @throws WrongStoreException if it does not or is
   */
  public void verify(String what, EventReader events) {
    if (!store.equals(events.id())) {
      throw new WrongStoreException(
          what, "it was made from store %s, this is store %s".formatted(store, events.id()));
    }
    if (isBeyond(events)) {
      throw new WrongStoreException(
          what, "it is at position %s, beyond the head %s".formatted(position, events.head()));
    }
    UUID found = idAt(events, position);
    if (event != null && !event.equals(found)) {
      throw new WrongStoreException(
          what,
          "the event at its position %s was %s, here it is %s"
              .formatted(position, event, found == null ? "missing" : found));
    }
  }

  /** Whether the log does not go so far. */
  public boolean isBeyond(EventReader events) {
    long end = System.nanoTime() + AHEAD_PATIENCE.toNanos();
    boolean beyond = position.isAfter(events.head());
    while (beyond && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(AHEAD_PATIENCE.toNanos() / 50);
      beyond = position.isAfter(events.head());
    }
    return beyond;
  }

  private static @Nullable UUID idAt(EventReader events, Position position) {
    Position stored = new Position(position.partition(), position.sequence(), 0);
    return events.event(stored).map(RecordedEvent::id).orElse(null);
  }
}
