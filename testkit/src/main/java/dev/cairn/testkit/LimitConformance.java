package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.cairn.Append;
import dev.cairn.EventStore;
import dev.cairn.LimitExceededException;
import dev.cairn.Limits;
import dev.cairn.NewEvent;
import dev.cairn.Payload;
import dev.cairn.RequestKey;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That what is as large as a limit goes through, and what is larger is refused by its name. */
interface LimitConformance extends StoreUnderTest {

  /** Small enough to reach; data, metadata, events, bytes of an append. */
  Limits SMALL = new Limits(100, 50, 3, 250);

  @Test
  default void aStoreNamesItsLimits() {
    assertEquals(SMALL, storeWith(SMALL).limits());
    assertEquals(Limits.DEFAULT, store().limits());
  }

  @Test
  default void dataMayBeAsLargeAsTheLimit() {
    assertRefusedBeyond("bytes of data", 100, size -> to(A, sized(size, 0)));
  }

  @Test
  default void metadataMayBeAsLargeAsTheLimit() {
    assertRefusedBeyond("bytes of metadata", 50, size -> to(A, sized(10, size)));
  }

  @Test
  default void anAppendMayHaveAsManyEventsAsTheLimit() {
    assertRefusedBeyond(
        "events of an append",
        3,
        count ->
            Append.of(
                java.util.stream.Stream.generate(() -> new Append.Entry(A, sized(10, 0)))
                    .limit(count)
                    .toList()));
  }

  @Test
  default void anAppendMayBeAsLargeAsTheLimit() {
    assertRefusedBeyond(
        "bytes of an append",
        250,
        size -> to(A, sized(100, 0), sized(100, 20), sized(size - 220, 0)));
  }

  private static NewEvent sized(int data, int metadata) {
    NewEvent event = NewEvent.of(event("Sized").type(), json(data));
    return metadata == 0 ? event : event.withMetadata(json(metadata));
  }

  private static Payload json(int bytes) {
    return Payload.json('"' + "x".repeat(bytes - 2) + '"');
  }

  private void assertRefusedBeyond(
      String limit, int most, java.util.function.IntFunction<Append> sized) {
    EventStore store = storeWith(SMALL);
    store.append(sized.apply(most));
    int before = all(store).size();

    LimitExceededException refused =
        assertThrows(LimitExceededException.class, () -> store.append(sized.apply(most + 1)));

    assertEquals(limit, refused.limit());
    assertEquals(most + 1, refused.actual());
    assertEquals(most, refused.most());
    assertEquals(before, all(store).size());
  }

  @Test
  default void theFutureOfAnAppendBeyondALimitFails() {
    EventStore store = storeWith(SMALL);

    ExecutionException failed =
        assertThrows(
            ExecutionException.class,
            () -> store.appendAsync(to(A, sized(101, 0))).get(10, TimeUnit.SECONDS));

    assertInstanceOf(LimitExceededException.class, failed.getCause());
    assertEquals(List.of(), all(store));
  }

  @Test
  default void aRequestWithoutEventsIsRefused() {
    Append nothing = Append.of(List.of()).forRequest(RequestKey.of("id-1", new byte[0]));

    assertThrows(IllegalArgumentException.class, () -> store().append(nothing));
  }
}
