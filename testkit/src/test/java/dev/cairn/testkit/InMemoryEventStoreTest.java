package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.EventStore;
import dev.cairn.Limits;
import dev.cairn.Position;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The contract, and what the in-memory store promises beyond it. */
final class InMemoryEventStoreTest extends EventStoreConformance {

  @Override
  protected EventStore create(InstantSource time, Limits limits) {
    return new InMemoryEventStore(time, limits);
  }

  @Test
  void positionsAreCountedFromOneWithoutGaps() {
    store().append(StoreUnderTest.to(A, StoreUnderTest.event("One")));
    store()
        .append(StoreUnderTest.to(B, StoreUnderTest.event("Two"), StoreUnderTest.event("Three")));

    assertEquals(
        java.util.List.of(Position.of(1), Position.of(2), Position.of(3)),
        StoreUnderTest.all(store()).stream().map(event -> event.position()).toList());
    assertEquals(Position.of(3), store().head());
  }

  @Test
  void anAppendIsDoneWhenAppendAsyncReturns() {
    var future = store().appendAsync(StoreUnderTest.to(A, StoreUnderTest.event("One")));

    assertEquals(store().head(), future.resultNow().last());
  }
}
