package dev.cairn.flow;

import dev.cairn.RecordedEvent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is handed to a handler.
 *
 * @param event the event
 * @param attempt which try this is at handling it, from 1
 * @param order the id of the operator's order because of which it comes out of its turn: it was
 *     parked, or waited behind one that was, or its processor begins again; null where there is
 *     none. The same in each try to obey that order
 * @param epoch how often the processor's lease has changed hands: of two processes that believe to
 *     hold it, the one with the greater number is right
 */
public record Delivery(RecordedEvent event, int attempt, @Nullable UUID order, long epoch) {

  /** Checks the numbers. */
  public Delivery {
    if (attempt < 1 || epoch < 0) {
      throw new IllegalArgumentException(
          "attempts are counted from 1, not %d, epochs from 0, not %d".formatted(attempt, epoch));
    }
  }

  /** The operator's order, if that is why it is here. */
  public Optional<UUID> replay() {
    return Optional.ofNullable(order);
  }
}
