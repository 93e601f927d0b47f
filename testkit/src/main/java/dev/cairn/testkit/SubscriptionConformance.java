package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.numbered;
import static dev.cairn.testkit.StoreUnderTest.records;
import static dev.cairn.testkit.StoreUnderTest.to;
import static dev.cairn.testkit.StoreUnderTest.types;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventBatch;
import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.RecordedEvent;
import dev.cairn.StoreClosedException;
import dev.cairn.StreamId;
import dev.cairn.Subscription;
import dev.cairn.WrongStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That a subscription delivers each event once, in order, whenever it was appended. */
interface SubscriptionConformance extends StoreUnderTest {

  Duration LONG = Duration.ofSeconds(10);

  private Subscription subscribe() {
    return store().subscribe(Filter.everything(), Position.START);
  }

  /** Pulls until that many events came. */
  private static List<RecordedEvent> pull(Subscription subscription, int count, int most)
      throws InterruptedException {
    List<RecordedEvent> events = new ArrayList<>();
    long end = System.nanoTime() + 3 * LONG.toNanos();
    while (events.size() < count && System.nanoTime() - end < 0) {
      EventBatch batch = subscription.next(Math.min(most, count - events.size()), LONG);
      assertTrue(batch.events().size() <= most, "a batch is no larger than was asked for");
      assertEquals(batch.upTo(), subscription.position());
      batch.events().forEach(event -> assertFalse(event.position().isAfter(batch.upTo())));
      events.addAll(batch.events());
    }
    return events;
  }

  @Test
  default void aSubscriptionDeliversWhatIsThereAndThenWhatIsAppended() throws Exception {
    store().append(to(A, event("One"), event("Two")));
    try (Subscription subscription = subscribe()) {
      assertEquals(List.of("One", "Two"), types(pull(subscription, 2, 10)));

      store().append(to(B, event("Three")));
      store().append(to(A, event("Four")));

      assertEquals(List.of("Three", "Four"), types(pull(subscription, 2, 10)));
      assertEquals(store().head(), subscription.position());
    }
  }

  @Test
  default void aSubscriptionBeginsBehindItsPosition() throws Exception {
    Position one = store().append(to(A, event("One"))).last();
    store().append(to(A, event("Two")));
    try (Subscription behindOne = store().subscribe(Filter.everything(), one);
        Subscription behindAll = store().subscribe(Filter.everything(), store().head())) {
      assertEquals(one, behindOne.position());
      store().append(to(A, event("Three")));

      assertEquals(List.of("Two", "Three"), types(pull(behindOne, 2, 1)));
      assertEquals(List.of("Three"), types(pull(behindAll, 1, 10)));
    }
  }

  @Test
  default void aSubscriptionDeliversWholeEvents() throws Exception {
    store().append(to(A, event("One").withTags(dev.cairn.Tag.of("x"))));
    try (Subscription subscription = subscribe()) {
      store().append(to(B, event("Two")));

      assertEquals(all(store()), records(pull(subscription, 2, 10)));
    }
  }

  @Test
  default void aBatchIsEmptyWhenNothingCame() throws Exception {
    store().append(to(A, event("One")));
    try (Subscription subscription = store().subscribe(Filter.everything(), store().head())) {
      for (Duration wait : List.of(Duration.ZERO, Duration.ofMillis(5))) {
        EventBatch batch = subscription.next(1, wait);

        assertEquals(List.of(), batch.events());
        assertEquals(store().head(), batch.upTo());
      }
    }
  }

  @Test
  default void aBatchHasRoomForAtLeastOneEvent() {
    try (Subscription subscription = subscribe()) {
      assertThrows(IllegalArgumentException.class, () -> subscription.next(0, Duration.ZERO));
    }
  }

  @Test
  default void aFilteredSubscriptionDeliversWhatPasses() throws Exception {
    Query query = Query.types(EventType.of("Wanted"));
    store().append(to(A, event("Wanted"), event("Other")));
    try (Subscription subscription = store().subscribe(Filter.matching(query), Position.START)) {
      store().append(to(C, event("Other"), event("Wanted"), event("Other")));

      List<RecordedEvent> events = pull(subscription, 2, 10);

      assertEquals(List.of(A, C), events.stream().map(RecordedEvent::stream).toList());
    }
  }

  @Test
  default void eventsThatDoNotPassTheFilterAreLeftBehind() throws Exception {
    store().append(to(A, event("One")));
    try (Subscription subscription = store().subscribe(Filter.stream(A), Position.START)) {
      pull(subscription, 1, 1);
      for (int i = 0; i < 50; i++) {
        store().append(to(B, event("Other")));
      }

      Eventually.value(
          "the subscription passes events it does not deliver",
          () -> {
            EventBatch batch = subscription.next(10, Duration.ofMillis(5));
            assertEquals(List.of(), batch.events());
            return batch.upTo();
          },
          store().head()::equals);
    }
  }

  @Test
  default void aSubscriptionBeyondTheHeadIsRefused() {
    store().append(to(A, event("One")));
    Position beyond = new Position(0, store().head().sequence() + 1, 0);

    assertThrows(WrongStoreException.class, () -> store().subscribe(Filter.everything(), beyond));
  }

  @Test
  default void aSwitchFromCatchUpToLiveLeavesNoGapAndNoDuplicate() throws Exception {
    int writers = 4;
    int each = 50;
    for (int i = 0; i < each; i++) {
      store().append(to(C, numbered(i)));
    }
    int total = each + writers * each;
    List<List<EventRecord>> seen = java.util.Collections.synchronizedList(new ArrayList<>());

    TestThreads.run(
        writers + 3,
        thread -> {
          if (thread < writers) {
            for (int i = 0; i < each; i++) {
              store().append(to(StreamId.of("w", Integer.toString(thread)), numbered(i)));
            }
          } else {
            try (Subscription subscription = subscribe()) {
              seen.add(records(pull(subscription, total, 1 + 9 * (thread - writers))));
            }
          }
        });

    List<EventRecord> expected = all(store());
    assertEquals(3, seen.size());
    seen.forEach(events -> assertEquals(expected, events));
  }

  @Test
  default void aSubscriptionThatIsNotPulledHoldsNobodyUp() throws Exception {
    try (Subscription idle = subscribe()) {
      for (int i = 0; i < 300; i++) {
        store().append(to(A, numbered(i)));
      }

      assertEquals(all(store()), records(pull(idle, 300, 7)));
    }
  }

  @Test
  default void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    try (Subscription subscription = subscribe()) {
      Waiting waiting = Waiting.on(subscription);
      waiting.thread().interrupt();
      assertInstanceOf(InterruptedException.class, waiting.failure());

      store().append(to(A, event("One")));

      assertEquals(List.of("One"), types(pull(subscription, 1, 10)));
    }
  }

  @Test
  default void closingASubscriptionEndsItsWait() throws Exception {
    Subscription subscription = subscribe();
    Waiting waiting = Waiting.on(subscription);

    subscription.close();

    assertInstanceOf(StoreClosedException.class, waiting.failure());
    assertThrows(StoreClosedException.class, () -> subscription.next(1, Duration.ZERO));
  }

  @Test
  default void closingTheStoreEndsTheWaitOfItsSubscriptions() throws Exception {
    store().append(to(A, event("One")));
    Subscription subscription = store().subscribe(Filter.everything(), store().head());
    Waiting waiting = Waiting.on(subscription);

    store().close();

    assertInstanceOf(StoreClosedException.class, waiting.failure());
    assertThrows(StoreClosedException.class, () -> subscription.next(1, Duration.ZERO));
    subscription.close();
  }

  /** A thread that waits for an event which does not come. */
  record Waiting(Thread thread, CompletableFuture<Throwable> ended) {

    static Waiting on(Subscription subscription) throws InterruptedException {
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      CompletableFuture<Boolean> begun = new CompletableFuture<>();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                begun.complete(true);
                try {
                  EventBatch batch = subscription.next(1, Duration.ofMinutes(10));
                  ended.complete(new AssertionError("delivered " + batch));
                } catch (InterruptedException | RuntimeException e) {
                  ended.complete(e);
                }
              });
      begun.join();
      Thread.sleep(20); // Likely long enough to wait by then; the promise holds either way.
      return new Waiting(thread, ended);
    }

    Throwable failure() throws Exception {
      return ended.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
