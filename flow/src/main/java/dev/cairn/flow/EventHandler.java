package dev.cairn.flow;

/**
 * What a processor does with an event. It may be called again for an event that it handled before:
 * after a failure, after a crash, and when an operator orders it; so what it does twice must have
 * the effect of doing it once. Events of one key come one after the other, those of others at the
 * same time from other threads.
 */
@FunctionalInterface
public interface EventHandler {

  /**
   * Handles an event; when it returns, the event counts as handled.
   *
   * @throws Exception to be called again with it, as the processor's {@link RetryPolicy} says. Its
   *     message is kept in the log when the event is parked, where nothing is ever erased: so it
   *     has nothing personal in it
   */
  void handle(Delivery delivery) throws Exception;
}
