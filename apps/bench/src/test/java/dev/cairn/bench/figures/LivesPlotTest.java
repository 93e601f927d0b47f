package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LivesPlotTest {

  private static Figures figures() {
    Figures figures = new Figures();
    figures.add("whole/100", "cairn", "loads/s", Spread.of(10_000));
    figures.add("whole/1000000", "cairn", "loads/s", Spread.of(1, 2));
    figures.add("hot/64", "cairn", "commands/s", Spread.of(30_000));
    return figures;
  }

  @Test
  void eachLoadIsAPointAndEachWayALine() {
    String svg = LivesPlot.svg("A < B", figures());

    assertTrue(svg.contains("A &lt; B") && svg.contains("all events folded"));
    assertFalse(svg.contains("snapshot and 99 events"));
    assertEquals(2, svg.split("<circle", -1).length - 1);
    assertEquals(1, svg.split("stroke-width=\"2\"", -1).length - 1);
  }

  /** 100 µs at 100 events, on a scale from 0.1 µs to 10 s. */
  @Test
  void aPointLiesWhereItsTimeIs() {
    assertTrue(LivesPlot.svg("", figures()).contains("<circle cx=\"90.0\" cy=\"291.3\""));
  }
}
