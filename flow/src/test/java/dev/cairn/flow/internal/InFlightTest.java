package dev.cairn.flow.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.EventBatch;
import dev.cairn.ExpectedVersion;
import dev.cairn.Filter;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.testkit.InMemoryEventStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private static final Duration LONG = Duration.ofHours(1);

  private final InFlight inFlight = new InFlight(Position.START);

  /** Batches of two events each. */
  private static List<EventBatch> batches() throws InterruptedException {
    try (InMemoryEventStore store = new InMemoryEventStore()) {
      for (int i = 0; i < 4; i++) {
        var event = NewEvent.of("Happened", "{}");
        var _ = store.append(Append.to(StreamId.of("a"), ExpectedVersion.any(), event));
      }
      try (Subscription events = store.subscribe(Filter.everything(), Position.START)) {
        return List.of(events.next(2, LONG), events.next(2, LONG));
      }
    }
  }

  @Test
  void allIsSettledUpToTheFirstOpenEvent() throws InterruptedException {
    InFlight.Piece first = inFlight.add(batches().getFirst());
    InFlight.Piece second = inFlight.add(batches().getLast());
    inFlight.settle(second, 0);
    inFlight.settle(first, 1);
    assertEquals(
        new InFlight.Settled(Position.START, List.of(Position.of(2), Position.of(3))),
        inFlight.settled());

    inFlight.settle(first, 0);
    inFlight.settle(first, 0);
    assertEquals(new InFlight.Settled(Position.of(3), List.of()), inFlight.settled());
    assertEquals(1, inFlight.open());
  }

  @Test
  void whoWaitsForRoomIsWokenAlsoWhileAnEarlierEventIsOpen() throws InterruptedException {
    var _ = inFlight.add(batches().getFirst());
    InFlight.Piece second = inFlight.add(batches().getLast());
    assertFalse(inFlight.awaitFewer(4, Duration.ofMillis(1)));

    Thread lane = Thread.ofVirtual().unstarted(() -> inFlight.settle(second, 1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          lane.start();
          assertTrue(inFlight.awaitFewer(4, LONG));
        });
  }
}
