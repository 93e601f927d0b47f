package dev.cairn.bench.contest;

import dev.cairn.bench.figures.Figures;
import dev.cairn.bench.figures.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Contenders that do the same work in turns, round after round, so that what slows the machine down
 * for a while slows all of them. The first one is Cairn.
 */
public final class Contest {

  /** Its measure, in each row. */
  public static final String CAIRN = "cairn";

  private static final double NANOS_PER_MICRO = 1e3;

  /** Runs for a while. */
  public interface Runner {
    /** Returns what was done in about that time. */
    Sample run(Duration time) throws Exception;
  }

  /**
   * How long and how often each contender runs.
   *
   * @param warmUp how long before the first round
   * @param time how long in each round
   * @param rounds how often
   */
  public record Pace(Duration warmUp, Duration time, int rounds) {

    private static final Duration TIME_MIN = Duration.ofMillis(40);

    /** How long one contender runs. */
    public Duration all() {
      return warmUp.plus(time.multipliedBy(rounds));
    }

    /**
     * This pace, or a quicker one that keeps to a time; a round has at least 40 ms all the same.
     */
    public Pace within(Duration limit) {
      double factor = (double) limit.toNanos() / all().toNanos();
      return factor >= 1 ? this : new Pace(times(warmUp, factor), times(time, factor), rounds);
    }

    private static Duration times(Duration time, double factor) {
      Duration shorter = Duration.ofNanos((long) (time.toNanos() * factor));
      return shorter.compareTo(TIME_MIN) < 0 ? TIME_MIN : shorter;
    }
  }

  private final Map<String, Runner> contenders = new LinkedHashMap<>();

  /** With one more contender, under the name of its measure. */
  public Contest with(String name, Runner runner) {
    contenders.put(name, runner);
    return this;
  }

  /** How many there are. */
  public int size() {
    return contenders.size();
  }

  /**
   * Runs all of them and keeps their rates, Cairn's latencies, and the ratio of Cairn to each other
   * one, taken within each round.
   */
  public void hold(Pace pace, String row, String unit, Figures figures) throws Exception {
    for (Runner runner : contenders.values()) {
      var _ = runner.run(pace.warmUp());
    }
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = 0; round < pace.rounds(); round++) {
      for (Map.Entry<String, Runner> contender : contenders.entrySet()) {
        samples
            .computeIfAbsent(contender.getKey(), _ -> new ArrayList<>())
            .add(contender.getValue().run(pace.time()));
      }
    }
    samples.forEach((name, all) -> figures.add(row, name, unit, Spread.of(rates(all))));
    List<Sample> ours = Objects.requireNonNull(samples.remove(CAIRN), "Cairn takes part");
    latencies(row, ours, figures);
    samples.forEach((name, all) ->
        figures.add(row, "ratio-" + name, "x", Spread.ratios(rates(ours), rates(all))));
  }

  /** Keeps what share of the calls was how fast. */
  static void latencies(String row, List<Sample> samples, Figures figures) {
    latency(row, "p50", 0.5, samples, figures);
    latency(row, "p99", 0.99, samples, figures);
    latency(row, "p99.9", 0.999, samples, figures);
  }

  private static void latency(
      String row, String measure, double share, List<Sample> samples, Figures figures) {
    List<Double> micros =
        samples.stream().map(sample -> sample.nanos().percentile(share) / NANOS_PER_MICRO).toList();
    figures.add(row, measure, "us", Spread.of(micros));
  }

  /** What was done each second, round by round. */
  static List<Double> rates(List<Sample> samples) {
    return samples.stream().map(Sample::rate).toList();
  }
}
