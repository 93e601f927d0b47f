package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Options that reach a limit are taken, those beyond it are refused and say which it is. */
final class ProcessorLimitsTest {

  private static void refused(String limit, Executable options) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, options);
    assertTrue(refusal.toString().contains(limit), refusal::toString);
  }

  @Test
  void lanes() {
    ProcessorOptions options = ProcessorOptions.DEFAULT;
    assertEquals(Lane.COUNT_MAX, options.withLanes(Lane.COUNT_MAX).lanes());
    refused("256", () -> options.withLanes(Lane.COUNT_MAX + 1));
    refused("1 to", () -> options.withLanes(0));
  }

  @Test
  void eventsInFlight() {
    ProcessorOptions options = ProcessorOptions.DEFAULT;
    int most = ProcessorOptions.IN_FLIGHT_MAX;
    assertEquals(most, options.withEventsMax(most, most).inFlightMax());
    refused("100000", () -> options.withEventsMax(1, most + 1));
    refused("not 3 and 2", () -> options.withEventsMax(3, 2));
    refused("not 0 and 2", () -> options.withEventsMax(0, 2));
  }

  @Test
  void tries() {
    RetryPolicy policy = RetryPolicy.STANDARD;
    int most = RetryPolicy.ATTEMPTS_MAX;
    assertEquals(most, policy.withAttemptsMax(most).attemptsMax());
    refused("1000", () -> policy.withAttemptsMax(most + 1));
    refused("1 to", () -> policy.withAttemptsMax(0));
  }

  @Test
  void waits() {
    Duration second = Duration.ofSeconds(1);
    ProcessorOptions options = ProcessorOptions.DEFAULT;
    refused("PT0S", () -> options.withWaits(Duration.ZERO, second, second));
    refused("PT0S", () -> options.withStalledAfter(Duration.ZERO));
    refused("PT0S", () -> RetryPolicy.STANDARD.withPauses(Duration.ZERO, second));
    refused("PT1S", () -> RetryPolicy.STANDARD.withPauses(second.plusNanos(1), second));
  }
}
