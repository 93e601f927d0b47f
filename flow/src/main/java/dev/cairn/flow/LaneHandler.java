package dev.cairn.flow;

import dev.cairn.Position;
import java.util.List;
import java.util.Optional;

/**
 * What a processor does with the events of one lane, several at once where several wait: what
 * {@link EventHandler} is for single events, for those that are faster with many. Used by one
 * thread at a time.
 */
@FunctionalInterface
public interface LaneHandler extends AutoCloseable {

  /** Hears how many events have been handled. */
  @FunctionalInterface
  interface Handled {

    /** The first so many of the events count as handled, whatever becomes of the others. */
    void upTo(int count);
  }

  /**
   * Up to where the destination itself shows that the events of the lane were handled: then that
   * counts. Empty where it cannot show it: then the checkpoint counts, which may be a little
   * behind.
   *
   * @throws Exception if it cannot be told now; it is asked again
   */
  default Optional<Position> handledUpTo() throws Exception {
    return Optional.empty();
  }

  /**
   * Handles events in their order; when it returns, all of them count as handled.
   *
   * @param deliveries at least one
   * @param handled may be told before the end how many are done
   * @throws Exception what kept it from handling the first event that it did not tell of; it is
   *     called again with that one and those behind it
   * @throws HandledLostException if the destination has lost what it had
   */
  void handle(List<Delivery> deliveries, Handled handled) throws Exception;

  @Override
  default void close() {}

  /** Hands events over one by one. */
  static LaneHandler of(EventHandler handler) {
    return (deliveries, handled) -> {
      for (int i = 0; i < deliveries.size(); i++) {
        handler.handle(deliveries.get(i));
        handled.upTo(i + 1);
      }
    };
  }
}
