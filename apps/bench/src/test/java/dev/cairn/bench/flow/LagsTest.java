package dev.cairn.bench.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.AppendResult;
import dev.cairn.Position;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagsTest {

  private static final Duration WAIT = Duration.ofSeconds(10);

  private static AppendResult answer(long position) {
    return new AppendResult(Position.of(position), Position.of(position), Map.of(), false);
  }

  @Test
  void anEventThatIsSeenBeforeItsAnswerHasNoLag() throws InterruptedException {
    Lags lags = new Lags(1, Position.START);
    lags.seen(Position.of(1));
    lags.answered(answer(1), null);

    assertEquals(0, lags.sample(1, WAIT).nanos().percentile(1));
  }

  @Test
  void allThatAreSeenTogetherAreCounted() throws InterruptedException {
    Lags lags = new Lags(3, Position.START);
    for (int i = 1; i <= 3; i++) {
      lags.answered(answer(i), null);
    }
    long before = System.nanoTime();
    while (System.nanoTime() == before) {
      Thread.onSpinWait();
    }
    lags.seen(Position.of(2));
    lags.seen(Position.of(5));

    var sample = lags.sample(7, WAIT);
    assertEquals(3, sample.nanos().count());
    assertEquals(7, sample.rate());
    assertTrue(sample.nanos().percentile(0.01) > 0);
  }

  @Test
  void eventsThatNobodySawAreNoFigure() {
    Lags lags = new Lags(2, Position.START);
    lags.seen(Position.of(1));

    var error =
        assertThrows(IllegalStateException.class, () -> lags.sample(1, Duration.ofMillis(1)));
    assertEquals("1 of 2 events were seen in PT0.001S", error.getMessage());
  }

  @Test
  void anAppendThatFailedIsNoFigure() {
    Lags lags = new Lags(1, Position.START);
    IllegalStateException cause = new IllegalStateException("full");
    lags.answered(null, cause);

    var error = assertThrows(IllegalStateException.class, () -> lags.awaitAnswers(WAIT));
    assertEquals(cause, error.getCause());
  }
}
