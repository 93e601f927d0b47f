package dev.cairn.flow;

import dev.cairn.Position;
import java.util.List;
import java.util.Optional;

/**
 * The way of the messages of one lane to a bus. Where its connection was lost, its next {@link
 * #send} throws, also if it could have connected again meanwhile: the bus may have lost what it had
 * confirmed, and the relay asks {@link #last} after a failure. Then it connects again by itself.
 * Used by one thread at a time.
 */
public interface BusLane extends AutoCloseable {

  /**
   * The greatest position whose message the bus has of this lane, where it can tell: the relay goes
   * on behind it, so that what a bus lost is sent again and what it has is not. {@link
   * Position#START} if it never had one; empty if it cannot tell, or no longer, as where its
   * retention removed them all: then the relay's own checkpoint counts.
   *
   * @throws Exception if the bus cannot be asked; it is asked again
   */
  Optional<Position> last() throws Exception;

  /**
   * Sends messages in their order and returns when the bus has confirmed all of them, as durable as
   * it makes them.
   *
   * @param messages at least one
   * @param confirmed is told of those that the bus has confirmed, at least before this throws
   * @throws UndeliverableException if the first message that was not confirmed cannot be sent,
   *     however often it is tried
   * @throws Exception if the bus failed; whether it has those that were not confirmed is not known
   */
  void send(List<BusMessage> messages, LaneHandler.Handled confirmed) throws Exception;

  @Override
  void close();
}
