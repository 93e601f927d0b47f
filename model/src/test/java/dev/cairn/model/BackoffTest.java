package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMillis(10);

  @Test
  void theBoundDoublesUpToTheLongest() throws InterruptedException {
    assertEquals(millis(1, 2, 4, 8, 10, 10), slept(1.0, List.of(1, 2, 3, 4, 5, Integer.MAX_VALUE)));
  }

  @Test
  void theTimeIsTheChancesShareOfTheBound() throws InterruptedException {
    assertEquals(millis(0, 0), slept(0.0, List.of(1, 4)));
    assertEquals(millis(2, 5), slept(0.5, List.of(3, 9)));
  }

  @Test
  void aBackoffThatShrinksIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Backoff.jittered(LONGEST, LONGEST.dividedBy(2)));
    assertThrows(IllegalArgumentException.class, () -> Backoff.jittered(FIRST.negated(), FIRST));
  }

  private static List<Duration> slept(double chance, List<Integer> conflicts)
      throws InterruptedException {
    List<Duration> slept = new ArrayList<>();
    Backoff backoff = Backoff.jittered(FIRST, LONGEST, () -> chance, slept::add);
    for (int met : conflicts) {
      backoff.await(met);
    }
    return slept;
  }

  private static List<Duration> millis(long... millis) {
    return java.util.Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
  }
}
