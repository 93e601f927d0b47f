package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that come one upon the other share a batch. */
final class GatherTest {

  private static final ProjectorOptions OPTIONS =
      ProjectorOptions.DEFAULT.withPollWait(Duration.ofMillis(20));

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final MemoryView<Long> count =
      MemoryView.of("count", Filter.everything(), 0L, (state, _) -> state + 1);
  private final List<Position> batches = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    store.close();
  }

  private Projector projector(Duration gather) {
    Projector projector = Projector.of(store, count, OPTIONS.withGather(gather));
    projector.onApplied(batches::add);
    return projector;
  }

  @Test
  void thoseThatComeMeanwhileAreReadTogetherAndTheFirstOneAtOnce() {
    try (Projector projector = projector(Duration.ofMillis(500))) {
      projector.start();
      Eventually.holds("it waits", () -> projector.state() instanceof ProcessorState.Live);
      Position first = Events.append(store, "a", "Counted");
      Eventually.holds("the first one is there", () -> batches.contains(first));
      for (int i = 0; i < 20; i++) {
        Events.append(store, "a", "Counted");
      }
      Eventually.holds("all are there", () -> count.state() == 21);
      assertEquals(List.of(first, store.head()), batches);
    }
  }

  @Test
  void whoWaitsForAPositionIsNotKeptWaiting() throws InterruptedException {
    try (Projector projector = projector(Pace.GATHER_MAX)) {
      projector.start();
      long begin = System.nanoTime();
      int count = 0;
      while (System.nanoTime() - begin < Pace.GATHER_MAX.toNanos()) {
        projector.awaitApplied(Events.append(store, "a", "Counted"), Eventually.WAIT_MAX);
        count++;
      }
      assertTrue(count > 3, "each was waited for and only " + count + " came");
    }
  }

  @Test
  void aStopEndsIt() {
    try (Projector projector = projector(Pace.GATHER_MAX)) {
      projector.start();
      Position last = Events.append(store, "a", "Counted");
      Eventually.holds("the first one is there", () -> batches.contains(last));
      Events.append(store, "a", "Counted");
      projector.stop();
      assertEquals(last, projector.applied());
    }
  }

  @Test
  void aBacklogIsWorkedOffWithoutARest() {
    for (int i = 0; i < 50; i++) {
      Events.append(store, "a", "Counted");
    }
    ProjectorOptions small = OPTIONS.withBatchEventsMax(1).withGather(Pace.GATHER_MAX);
    try (Projector projector = Projector.of(store, count, small)) {
      projector.start();
      Eventually.holds("all are there", () -> count.state() == 50);
    }
  }

  @Test
  void theTimeHasALimit() {
    Duration tooLong = Pace.GATHER_MAX.plusNanos(1);
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withGather(tooLong));
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withGather(Duration.ofNanos(-1)));
    assertThrows(
        IllegalArgumentException.class, () -> ProcessorOptions.DEFAULT.withGather(tooLong));
  }
}
