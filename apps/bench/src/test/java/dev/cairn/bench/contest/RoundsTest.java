package dev.cairn.bench.contest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private static final Pace PACE = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), 2);

  @Test
  void rowsTakeTurnsAndAreComparedRoundByRound() throws Exception {
    List<String> turns = new ArrayList<>();
    Figures figures = new Figures();
    Rounds rounds =
        new Rounds()
            .with("fast", _ -> sample(turns, "fast", 30))
            .with("slow", _ -> sample(turns, "slow", 10));

    rounds.hold(PACE, "loads/s", figures);
    rounds.ratio("fast", "ratio-slow", "fast", "slow", figures);

    assertEquals(8, turns.size(), "two warm-ups and two rounds of both");
    assertEquals(List.of("fast", "slow", "fast", "slow"), turns.subList(4, 8));
    assertEquals(30, figures.find("fast", "cairn").orElseThrow().value().median());
    assertEquals(3, figures.find("fast", "ratio-slow").orElseThrow().value().median());
    assertEquals(List.of("fast", "slow"), figures.rows());
  }

  private static Sample sample(List<String> turns, String row, double rate) {
    turns.add(row);
    return new Sample(rate, new Histogram());
  }
}
