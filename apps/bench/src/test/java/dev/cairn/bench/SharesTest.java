package dev.cairn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static final Duration BUDGET = Duration.ofSeconds(100);

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void rowsThatTakeTheirShareGetTheSame() {
    Shares shares = new Shares(BUDGET, 10);

    assertEquals(seconds(10), shares.next(seconds(0)));
    shares.taken(1, seconds(10), seconds(10));
    assertEquals(seconds(10), shares.next(seconds(10)));
  }

  @Test
  void whatARowLeavesIsForThoseBehindIt() {
    Shares shares = new Shares(BUDGET, 5);

    shares.taken(1, seconds(2), seconds(2));
    assertEquals(Duration.ofMillis(24_500), shares.next(seconds(2)));
  }

  @Test
  void whatRowsTakeBeyondTheirShareIsExpectedOfTheNext() {
    Shares shares = new Shares(BUDGET, 10);
    long elapsed = 0;
    for (int row = 0; row < 10; row++) {
      Duration share = shares.next(seconds(elapsed));
      shares.taken(1, share, share.multipliedBy(3));
      elapsed += share.multipliedBy(3).toSeconds();
    }
    assertTrue(elapsed <= 105, () -> "the budget was kept by and large");
  }

  @Test
  void whenTheTimeIsOverNothingIsLeft() {
    Shares shares = new Shares(BUDGET, 10);

    assertEquals(Duration.ZERO, shares.next(seconds(101)));
  }
}
