package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cairn.Append;
import dev.cairn.AppendResult;
import dev.cairn.ExpectedVersion;
import dev.cairn.NewEvent;
import dev.cairn.Position;
import dev.cairn.StreamId;
import org.junit.jupiter.api.Test;

/** What the in-memory store promises beyond the contract. */
final class InMemoryEventStoreTest {

  @Test
  void positionsAreCountedFromOneWithoutGaps() {
    try (InMemoryEventStore store = new InMemoryEventStore(new VirtualClock())) {
      NewEvent event = NewEvent.of("Happened", "{}");
      AppendResult first = store.append(Append.to(StreamId.of("a"), ExpectedVersion.any(), event));
      AppendResult second = store.append(Append.to(StreamId.of("b"), ExpectedVersion.any(), event));

      assertEquals(Position.of(1), first.last());
      assertEquals(Position.of(2), second.first());
      assertEquals(Position.of(2), store.head());
    }
  }
}
