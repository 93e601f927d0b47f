package dev.cairn.testkit;

import static dev.cairn.testkit.StoreUnderTest.all;
import static dev.cairn.testkit.StoreUnderTest.event;
import static dev.cairn.testkit.StoreUnderTest.events;
import static dev.cairn.testkit.StoreUnderTest.numbered;
import static dev.cairn.testkit.StoreUnderTest.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Append;
import dev.cairn.AppendRefusedException;
import dev.cairn.Cursor;
import dev.cairn.EventRecord;
import dev.cairn.EventType;
import dev.cairn.EventsMatchedException;
import dev.cairn.ExpectedVersion;
import dev.cairn.Position;
import dev.cairn.Query;
import dev.cairn.ReadRequest;
import dev.cairn.RecordedEvent;
import dev.cairn.StreamId;
import dev.cairn.Version;
import dev.cairn.WrongVersionException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds when many threads write and read at once. */
interface ConcurrencyConformance extends StoreUnderTest {

  int THREADS = 8;
  int ROUNDS = 20;

  @Test
  default void noUpdateOfAStreamIsLost() throws Exception {
    TestThreads.run(
        THREADS,
        _ -> {
          for (int i = 0; i < ROUNDS; i++) {
            increment();
          }
        });

    assertEquals(
        IntStream.rangeClosed(1, THREADS * ROUNDS).mapToObj(Integer::toString).toList(),
        events(store(), A).stream().map(event -> event.data().text()).toList());
  }

  /** Reads the last number and appends the next, until nobody was faster. */
  private void increment() {
    while (true) {
      int number = 0;
      Version seen = Version.NONE;
      try (Cursor<RecordedEvent> last = store().read(ReadRequest.stream(A).backwards().limit(1))) {
        if (last.hasNext()) {
          RecordedEvent event = last.next();
          number = Integer.parseInt(event.data().text());
          seen = event.version();
        }
      }
      try {
        store().append(Append.to(A, ExpectedVersion.exactly(seen), numbered(number + 1)));
        return;
      } catch (WrongVersionException e) {
        assertTrue(e.actual().compareTo(seen) > 0, "somebody else was faster");
      }
    }
  }

  @Test
  default void aQueryConditionLetsOneOfManyThrough() throws Exception {
    Set<Integer> winners = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < ROUNDS; round++) {
      EventType seat = EventType.of("Seat" + round);
      AtomicInteger through = new AtomicInteger();
      TestThreads.run(
          THREADS,
          thread -> {
            StreamId stream = StreamId.of("guest", Integer.toString(thread));
            try {
              store()
                  .append(
                      to(stream, event(seat.value()))
                          .failIfEventsMatch(Query.types(seat), Position.START));
              through.incrementAndGet();
              winners.add(thread);
            } catch (EventsMatchedException e) {
              assertEquals(Position.START, e.after());
            }
          });
      assertEquals(1, through.get(), "how many took one seat");
    }
    assertEquals(ROUNDS, all(store()).size());
    assertTrue(winners.size() <= THREADS);
  }

  @Test
  default void anAppendOverTwoStreamsIsSeenWholeOrNotAtAll() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    TestThreads.run(
        THREADS,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 0; i < 5 * ROUNDS; i++) {
                store()
                    .append(
                        to(A, event("Debited")).and(B, ExpectedVersion.any(), event("Credited")));
              }
            } finally {
              done.set(true);
            }
          } else {
            while (!done.get()) {
              List<EventRecord> seen = all(store());
              assertEquals(0, seen.size() % 2, "half of an append was seen");
              Thread.sleep(1); // A virtual thread that never waits leaves the writer no carrier.
            }
          }
        });
    assertEquals(10 * ROUNDS, all(store()).size());
  }

  @Test
  default void everyReaderSeesAPrefix() throws Exception {
    Set<List<EventRecord>> reads = ConcurrentHashMap.newKeySet();
    TestThreads.run(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            if (thread % 2 == 0) {
              StreamId own = StreamId.of("s", Integer.toString(thread));
              Position acknowledged = store().append(to(own, numbered(i))).last();
              List<EventRecord> seen = all(store());
              assertTrue(
                  seen.stream().anyMatch(event -> event.position().equals(acknowledged)),
                  "a read sees what was acknowledged before it");
              reads.add(seen);
            } else {
              reads.add(all(store()));
            }
          }
        });

    List<EventRecord> whole = all(store());
    for (List<EventRecord> seen : reads) {
      assertEquals(whole.subList(0, seen.size()), seen);
    }
  }

  @Test
  default void interruptsNeverLoseAnAnswer() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    TestThreads.run(
        THREADS,
        thread -> {
          StreamId stream = StreamId.of("s", Integer.toString(thread));
          Thread own = Thread.currentThread();
          for (int i = 0; i < ROUNDS; i++) {
            Thread interrupter = Thread.ofVirtual().start(own::interrupt);
            try {
              store()
                  .append(Append.to(stream, ExpectedVersion.exactly(Version.of(i)), numbered(i)));
            } catch (AppendRefusedException e) {
              refused.incrementAndGet();
            }
            assertTrue(TestThreads.joined(interrupter), "the interrupt was kept");
          }
        });

    assertEquals(0, refused.get());
    assertEquals(THREADS * ROUNDS, all(store()).size());
  }
}
