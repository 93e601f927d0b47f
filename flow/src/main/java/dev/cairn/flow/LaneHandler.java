package dev.cairn.flow;

import java.util.List;

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
   * Handles events in their order; when it returns, all of them count as handled.
   *
   * @param deliveries at least one
   * @param handled may be told before the end how many are done
   * @throws Exception what kept it from handling the first event that it did not tell of; it is
   *     called again with that one and those behind it
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
