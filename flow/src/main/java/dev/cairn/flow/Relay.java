package dev.cairn.flow;

import dev.cairn.Filter;
import dev.cairn.StoreId;
import java.time.Duration;

/**
 * Tells a bus of the events of a log. The log is the outbox: what was appended is pending until the
 * bus has confirmed its message, whatever happens to the process in between. At least once, in
 * order within each stream; a bus that can tell what it has gets nothing twice, and what it lost is
 * sent again.
 */
public final class Relay {

  /** Tries to send a message that the bus will not take, before it is parked. */
  public static final int UNDELIVERABLE_ATTEMPTS = 3;

  /** Most messages that a lane is given at once: while a bus takes some, the next are written. */
  private static final int BATCH_MESSAGES = 1_024;

  private static final int IN_FLIGHT_MESSAGES = 4 * BATCH_MESSAGES;
  private static final Duration GATHER = Duration.ofMillis(10);

  private Relay() {}

  /** The processor that sends the events of a store to a bus. */
  public static ProcessorSpec of(String name, Filter filter, StoreId store, Bus bus) {
    return new ProcessorSpec(
        name,
        "relays to " + bus.description(),
        filter,
        event -> event.stream().value(),
        ProcessorSpec.Start.BEGINNING,
        lane -> new RelayLane(bus.open(lane), store));
  }

  /**
   * What suits most relays: under load messages go out every 10 ms, many at once; while the bus is
   * down, all waits and is tried again for ever; a message that the bus will never take is parked,
   * and the later ones of its stream wait behind it.
   */
  public static ProcessorOptions options() {
    return ProcessorOptions.DEFAULT
        .withEventsMax(BATCH_MESSAGES, IN_FLIGHT_MESSAGES)
        .withGather(GATHER)
        .withRetry(
            RetryPolicy.STANDARD
                .withAttemptsMax(UNDELIVERABLE_ATTEMPTS)
                .withPauses(Duration.ofMillis(50), Duration.ofSeconds(10))
                .withKinds(Relay::kind));
  }

  private static RetryPolicy.Kind kind(Throwable failure) {
    return failure instanceof UndeliverableException
        ? RetryPolicy.Kind.COUNTED
        : RetryPolicy.Kind.PASSING;
  }
}
