package dev.cairn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.StreamId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {

  private static final StreamId A = StreamId.of("account-a");
  private static final StreamId B = StreamId.of("account-b");

  private final Lanes lanes = new Lanes();

  @Test
  void aLaneLastsAsLongAsSomebodyIsInIt() {
    Lanes.Entered first = lanes.enter(List.of(A, B));
    Lanes.Entered second = lanes.enter(List.of(B));
    assertEquals(2, lanes.size());
    assertSame(first.of(B), second.of(B));

    first.close();
    assertEquals(1, lanes.size());

    second.close();
    assertEquals(0, lanes.size());
  }

  @Test
  void aTurnBeginsAndEndsOnce() {
    Lanes.Entered entered = lanes.enter(List.of(A));
    Lane lane = entered.of(A);
    entered.beginTurn();
    entered.beginTurn();
    assertEquals(1, lane.turn.getHoldCount());

    entered.endTurn();
    entered.endTurn();
    assertFalse(lane.turn.isLocked());

    entered.beginTurn();
    entered.close();
    assertFalse(lane.turn.isLocked());
  }

  @Test
  void turnsAreTakenInTheSameOrderWhateverTheOrderOfTheSteps() throws Exception {
    try (Lanes.Entered one = lanes.enter(List.of(B, A));
        Lanes.Entered other = lanes.enter(List.of(A, B))) {
      one.beginTurn();
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> {
                other.beginTurn();
                other.endTurn();
              });
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (!one.of(A).turn.hasQueuedThreads() && System.nanoTime() < deadline) {
        Thread.sleep(1);
      }
      assertTrue(one.of(A).turn.hasQueuedThreads());
      assertFalse(one.of(B).turn.hasQueuedThreads());
      one.endTurn();
      waiting.join();
    }
    assertEquals(0, lanes.size());
  }
}
