package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void smallValuesAreExact() {
    Histogram histogram = new Histogram();
    for (int i = 1; i < Histogram.EXACT_BELOW; i++) {
      histogram.add(i);
    }

    assertEquals(32, histogram.percentile(0.5));
    assertEquals(1, histogram.percentile(1e-9));
    assertEquals(Histogram.EXACT_BELOW - 1, histogram.percentile(1));
  }

  @Test
  void aPercentileIsNeverTooLowAndAtMostThreeHundredthsTooHigh() {
    SplittableRandom random = new SplittableRandom(42);
    Histogram histogram = new Histogram();
    long[] values = new long[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextLong(1L << random.nextInt(1, 50));
      histogram.add(values[i]);
    }
    Arrays.sort(values);

    for (double share : new double[] {0.01, 0.5, 0.99, 0.999, 1}) {
      long exact = values[(int) Math.ceil(share * values.length) - 1];
      long found = histogram.percentile(share);
      assertTrue(found >= exact, "%d is less than %d".formatted(found, exact));
      assertTrue(found <= exact + exact / 32 + 1, "%d is far above %d".formatted(found, exact));
    }
  }

  @Test
  void extremesHaveAPlace() {
    Histogram histogram = new Histogram();
    histogram.add(-5);
    histogram.add(Long.MAX_VALUE);

    assertEquals(0, histogram.percentile(0.5));
    assertEquals(Long.MAX_VALUE, histogram.percentile(1));
  }

  @Test
  void addingUpIsTheSameAsCountingTogether() {
    Histogram one = new Histogram();
    Histogram other = new Histogram();
    Histogram together = new Histogram();
    for (int i = 0; i < 1_000; i++) {
      (i % 3 == 0 ? one : other).add(i * 97L);
      together.add(i * 97L);
    }

    one.add(other);

    assertEquals(together.count(), one.count());
    for (int percent = 1; percent <= 100; percent++) {
      assertEquals(together.percentile(percent / 100.0), one.percentile(percent / 100.0));
    }
  }

  @Test
  void nothingCountedIsZeroAndANonsensicalShareIsRefused() {
    Histogram empty = new Histogram();

    assertEquals(0, empty.percentile(0.99));
    assertThrows(IllegalArgumentException.class, () -> empty.percentile(0));
    assertThrows(IllegalArgumentException.class, () -> empty.percentile(1.01));
  }
}
