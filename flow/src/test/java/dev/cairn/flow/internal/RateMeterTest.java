package dev.cairn.flow.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RateMeterTest {

  private final Instant start = Instant.parse("2025-12-28T10:00:00Z");
  private final RateMeter meter = new RateMeter(start);

  @Test
  void aSteadyRateIsTheRateFromTheFirstSecondOn() {
    for (int tenth = 1; tenth <= 600; tenth++) {
      Instant now = start.plusMillis(100L * tenth);
      meter.add(10, now);
      if (tenth >= 10) {
        assertEquals(100, meter.perSecond(now), 2, "after " + tenth + " tenths of a second");
      }
    }
  }

  @Test
  void aRateFadesWhenNothingHappens() {
    meter.add(1_000, start.plusSeconds(1));
    assertTrue(meter.perSecond(start.plusSeconds(60)) < 0.01);
  }

  @Test
  void aClockThatRunsBackwardsDoesNoHarm() {
    meter.add(10, start.plusSeconds(10));
    double rate = meter.perSecond(start.plusSeconds(5));
    assertTrue(rate > 0 && rate < 10, "rate " + rate);
    assertEquals(0, new RateMeter(start).perSecond(start.minusSeconds(1)));
  }
}
