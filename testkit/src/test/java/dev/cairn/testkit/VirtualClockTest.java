package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class VirtualClockTest {

  @Test
  void aVirtualClockStandsWhereItIsPut() {
    VirtualClock clock = new VirtualClock();
    assertEquals(VirtualClock.DEFAULT_START, clock.instant());

    Instant later = VirtualClock.DEFAULT_START.plusSeconds(90);
    assertEquals(later, clock.advance(Duration.ofSeconds(90)));
    assertEquals(later, clock.instant());
    assertEquals(later.minusSeconds(100), clock.advance(Duration.ofSeconds(-100)));
    clock.set(Instant.EPOCH);
    assertEquals(0, clock.millis());
    assertEquals(Instant.EPOCH, new VirtualClock(Instant.EPOCH).instant());
  }

  @Test
  void aVirtualClockLosesNoAdvanceOfManyThreads() throws Exception {
    VirtualClock clock = new VirtualClock(Instant.EPOCH);

    TestThreads.run(
        4,
        _ -> {
          for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofNanos(1));
          }
        });

    assertEquals(Instant.EPOCH.plusNanos(4_000), clock.instant());
  }
}
