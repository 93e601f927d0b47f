package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Histogram;
import dev.cairn.bench.figures.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {

  private static final Contest.Pace PACE =
      new Contest.Pace(Duration.ofMillis(1), Duration.ofMillis(2), 3);

  private final List<String> turns = new ArrayList<>();
  private final Figures figures = new Figures();

  private Contest.Runner runner(String name, double rate) {
    return _ -> {
      turns.add(name);
      Histogram nanos = new Histogram();
      nanos.add(60_000);
      return new Sample(rate, nanos);
    };
  }

  @Test
  void contendersTakeTurnsAfterAWarmUp() throws Exception {
    new Contest()
        .with("limit", runner("limit", 200))
        .with(Contest.CAIRN, runner("cairn", 100))
        .hold(PACE, "row", "events/s", figures);

    assertEquals(
        List.of("limit", "cairn", "limit", "cairn", "limit", "cairn", "limit", "cairn"), turns);
    assertEquals(
        Spread.of(0.5, 0.5, 0.5), figures.find("row", "ratio-limit").orElseThrow().value());
    assertEquals(100, figures.find("row", "cairn").orElseThrow().value().median());
    assertEquals(60, figures.find("row", "p50").orElseThrow().value().median(), 2);
  }

  @Test
  void aCrewReportsWhatItDidAndItsFirstFailure() throws Exception {
    Sample sample = Crew.of(3).run(Duration.ofMillis(5), _ -> 2);

    assertEquals(true, sample.rate() > 0 && sample.nanos().count() >= 3);
    IllegalStateException failure =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Crew(2, true)
                    .run(
                        Duration.ofMillis(5),
                        _ -> {
                          throw new java.io.IOException("no space");
                        }));
    assertEquals("java.io.IOException: no space", String.valueOf(failure.getCause()));
  }
}
