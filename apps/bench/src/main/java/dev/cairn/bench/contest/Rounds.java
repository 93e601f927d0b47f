package dev.cairn.bench.contest;

import dev.cairn.bench.contest.Contest.Pace;
import dev.cairn.bench.contest.Contest.Runner;
import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A contest of Cairn with itself: each contender is a row of its own, with its rate and latencies,
 * and any two of them may be compared round by round. Used by one thread.
 */
public final class Rounds {

  /** The first row is compiled anew once the others ran, as they share code: so it runs again. */
  private static final int WARM_UPS = 2;

  private final Map<String, Runner> rows = new LinkedHashMap<>();
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  /** With one more row. */
  public Rounds with(String row, Runner runner) {
    rows.put(row, runner);
    return this;
  }

  /** Runs all of them in turns, and keeps rates and latencies. */
  public void hold(Pace pace, String unit, Figures figures) throws Exception {
    for (int pass = 0; pass < WARM_UPS; pass++) {
      for (Runner runner : rows.values()) {
        var _ = runner.run(pace.warmUp().dividedBy(WARM_UPS));
      }
    }
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round < pace.rounds(); round++) {
      for (Map.Entry<String, Runner> row : rows.entrySet()) {
        samples
            .computeIfAbsent(row.getKey(), _ -> new ArrayList<>())
            .add(row.getValue().run(pace.time()));
      }
    }
    samples.forEach((row, all) -> {
      rates.put(row, Contest.rates(all));
      figures.add(row, Contest.CAIRN, unit, Spread.of(Contest.rates(all)));
      Contest.latencies(row, all, figures);
    });
  }

  /**
   * Keeps the ratio of two rows' rates as a measure of a third, or of one of them.
   *
   * @throws NullPointerException if one of them did not take part
   */
  public void ratio(String row, String measure, String ours, String theirs, Figures figures) {
    figures.add(row, measure, "x", Spread.ratios(rates(ours), rates(theirs)));
  }

  private List<Double> rates(String row) {
    return Objects.requireNonNull(rates.get(row), row);
  }
}
