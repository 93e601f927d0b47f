package dev.cairn.flow;

import dev.cairn.Position;

/**
 * A message for a bus.
 *
 * @param event what it says, with the id of the event that it is of
 * @param id by which a bus may refuse a second one: that of the event and its stream; another one
 *     where an operator ordered to send it once more, as a bus that saw the first one would drop it
 * @param position of the event
 * @param reached the greatest position of the lane that was sent by then: {@code position}, but for
 *     one that is sent once more. {@link BusLane#last} tells the one of the latest message
 */
public record BusMessage(CloudEvent event, String id, Position position, Position reached) {

  /** Whether an operator ordered to send it once more. */
  public boolean isReplay() {
    return !reached.equals(position);
  }
}
