package dev.cairn.bench.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMiddleOneIsTheMedian() {
    assertEquals(new Spread(2, 1, 9, 3), Spread.of(9, 1, 2));
    assertEquals(new Spread(3, 1, 9, 4), Spread.of(9, 1, 2, 4));
    assertEquals(new Spread(5, 5, 5, 1), Spread.of(5));
  }

  @Test
  void ratiosAreTakenWithinEachRound() {
    Spread ratio = Spread.ratios(List.of(10.0, 100.0, 40.0), List.of(20.0, 100.0, 10.0));

    assertEquals(new Spread(1, 0.5, 4, 3), ratio);
  }

  @Test
  void halfTheRangeIsTheRelativeSpread() {
    assertEquals(0.1, Spread.of(90, 100, 110).relative(), 1e-9);
    assertEquals(0, Spread.of(0, 0).relative());
  }

  @Test
  void nothingAndUnequalNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, Spread::of);
    assertThrows(
        IllegalArgumentException.class, () -> Spread.ratios(List.of(1.0), List.of(1.0, 2.0)));
  }
}
