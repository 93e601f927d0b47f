package dev.cairn.flow;

import dev.cairn.Position;

/**
 * A message for a bus.
 *
 * @param event what it says, with the id of the event that it is of
 * @param id by which a bus may refuse a second one: that of the event and its stream; another one
 *     where an operator ordered to send it once more, as a bus that saw the first one would drop it
 * @param position of the event
 * @param reached the greatest position of the lane that was sent by then, this one included; {@link
 *     BusLane#last} tells the one of the latest message
 * @param isReplay whether an operator ordered to send it once more
 */
public record BusMessage(
    CloudEvent event, String id, Position position, Position reached, boolean isReplay) {

  /** Checks that it counts itself. */
  public BusMessage {
    if (position.isAfter(reached)) {
      throw new IllegalArgumentException(
          "the message of position %s is sent, so %s is not all that was reached"
              .formatted(position, reached));
    }
  }
}
