package dev.cairn;

import java.util.List;

/**
 * What a subscription delivers at once.
 *
 * @param events events that pass its filter, in order; may be empty
 * @param upTo every event up to and including this position that passes the filter has been
 *     delivered, in this batch or an earlier one: what a checkpoint keeps
 */
public record EventBatch(List<RecordedEvent> events, Position upTo) {

  /** Copies the list. */
  public EventBatch {
    events = List.copyOf(events);
  }
}
