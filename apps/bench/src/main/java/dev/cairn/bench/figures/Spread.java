package dev.cairn.bench.figures;

import java.util.Arrays;
import java.util.List;

/**
 * What several measurements of one thing gave.
 *
 * @param median the middle one; of an even number the mean of the two in the middle
 * @param low the least
 * @param high the greatest
 * @param samples how many there were
 */
public record Spread(double median, double low, double high, int samples) {

  /** Of at least one value. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a spread has at least one value");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** Of at least one value. */
  public static Spread of(List<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The ratios of pairs that were measured one beside the other, so that what slowed the machine in
   * one round is in both of them.
   */
  public static Spread ratios(List<Double> ours, List<Double> theirs) {
    if (ours.size() != theirs.size()) {
      throw new IllegalArgumentException(
          "%d values beside %d".formatted(ours.size(), theirs.size()));
    }
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = ours.get(i) / theirs.get(i);
    }
    return of(ratios);
  }

  /** Half the range as a share of the median: 0.1 is a median give or take 10 %. */
  public double relative() {
    return median == 0 ? 0 : (high - low) / 2 / Math.abs(median);
  }
}
