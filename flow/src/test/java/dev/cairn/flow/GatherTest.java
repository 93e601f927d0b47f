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
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that come one upon the other share a batch. */
final class GatherTest {

  private static final ProjectorOptions OPTIONS =
      ProjectorOptions.DEFAULT.withPollWait(Duration.ofMillis(20));

  @RegisterExtension final LogRecords log = new LogRecords();

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
      assertTrue(batches.size() <= 5, batches::toString);
    }
  }

  @Test
  void whoWaitsForAPositionIsNotKeptWaiting() throws InterruptedException {
    try (Projector projector = projector(Pace.GATHER_MAX)) {
      projector.start();
      long end = System.nanoTime() + Eventually.WAIT_MAX.toNanos();
      for (int i = 0; i < 30; i++) {
        Position mine = Events.append(store, "a", "Counted");
        projector.awaitApplied(mine, Duration.ofNanos(end - System.nanoTime()));
      }
    }
  }

  @Test
  void aStopEndsIt() {
    ProjectorOptions impatient =
        OPTIONS.withGather(Pace.GATHER_MAX).withCloseWait(Duration.ofMillis(500));
    try (Projector projector = Projector.of(store, count, impatient)) {
      projector.onApplied(batches::add);
      projector.start();
      Position last = Events.append(store, "a", "Counted");
      Eventually.holds("the first one is there", () -> batches.contains(last));
      Events.append(store, "a", "Counted");
      projector.stop();
      assertEquals(List.of(), log.messages(Level.WARNING), "it did not return in time");
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
