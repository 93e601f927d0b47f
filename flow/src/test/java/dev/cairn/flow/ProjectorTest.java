package dev.cairn.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.EventType;
import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.StreamId;
import dev.cairn.testkit.Eventually;
import dev.cairn.testkit.InMemoryEventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class ProjectorTest {

  private static final Duration LONG = Eventually.WAIT_MAX;
  private static final ProjectorOptions LONG_WAITS =
      ProjectorOptions.DEFAULT.withPollWait(Duration.ofMinutes(5));

  @TempDir Path folder;
  @RegisterExtension final LogRecords log = new LogRecords();

  private final InMemoryEventStore store = new InMemoryEventStore();
  private final CountingProjection counting = CountingProjection.counting();
  private SqliteView view;

  @BeforeEach
  void open() {
    view = SqliteView.open(folder.resolve("view.db"));
  }

  @AfterEach
  void close() {
    view.close();
    store.close();
  }

  @Test
  void whatWasAppendedCanBeReadOnceItsPositionIsApplied() throws InterruptedException {
    Events.append(store, 10, 3);
    try (Projector projector = Projector.of(store, counting, view, LONG_WAITS)) {
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      for (int i = 0; i < 20; i++) {
        Position mine = Events.append(store, "account-1", "Counted");
        projector.awaitApplied(mine, LONG);
        assertEquals(Events.counts(store), counting.read(view));
      }
      assertEquals(store.head(), projector.applied());
      assertInstanceOf(ProcessorState.Live.class, projector.state());
    }
  }

  @Test
  void eventsThatDoNotPassTheFilterAreWaitedForToo() throws InterruptedException {
    CountingProjection accounts = counting.withFilter(Filter.category("account"));
    Events.append(store, "account-1", "Counted");
    try (Projector projector = Projector.of(store, accounts, view)) {
      projector.start();
      projector.awaitApplied(Events.append(store, "order-1", "Placed"), LONG);
      assertEquals(Map.of("account-1", 1L), accounts.read(view));
    }
    try (Projector projector = Projector.of(store, accounts, view)) {
      assertEquals(0, projector.catchUp().handled(), "the checkpoint had moved on as well");
    }
  }

  @Test
  void itContinuesFromItsCheckpoint() throws InterruptedException {
    Events.append(store, 10, 3);
    try (Projector projector = Projector.of(store, counting, view)) {
      assertEquals(10, projector.catchUp().handled());
    }
    Events.append(store, 7, 3);
    try (Projector projector = Projector.of(store, counting, view)) {
      assertEquals(7, projector.catchUp().handled());
    }
    assertEquals(Events.counts(store), counting.read(view));
  }

  @Test
  void catchingUpEndsAtTheHeadItFoundAndCanBeRepeated() throws InterruptedException {
    try (Projector projector = Projector.of(store, counting, view)) {
      assertEquals(Position.START, projector.catchUp().position());
      Events.append(store, 5, 1);
      ProcessorStatus status = projector.catchUp();
      assertEquals(store.head(), status.position());
      assertInstanceOf(ProcessorState.Stopped.class, status.state());
      projector.start();
      assertThrows(IllegalStateException.class, projector::catchUp);
    }
  }

  @Test
  void waitingTellsOfATimeout() {
    Position beyond = Position.of(99);
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.start();
      ProjectionTimeoutException timeout =
          assertThrows(
              ProjectionTimeoutException.class,
              () -> projector.awaitApplied(beyond, Duration.ofMillis(20)));
      assertEquals(beyond, timeout.awaited());
      assertEquals(Position.START, timeout.applied());
    }
  }

  @Test
  void waitingTellsOfAStop() throws InterruptedException {
    Position last = Events.append(store, 3, 1);
    try (Projector projector = Projector.of(store, counting, view)) {
      assertThrows(
          ProjectionStoppedException.class,
          () -> projector.awaitApplied(last, LONG),
          "not started");
      projector.start();
      projector.awaitApplied(last, LONG);
      AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  projector.awaitApplied(Position.of(99), LONG);
                } catch (Throwable e) {
                  thrown.set(e);
                }
              });
      projector.stop();
      waiting.join();
      assertInstanceOf(ProjectionStoppedException.class, thrown.get());
      projector.awaitApplied(last, LONG);
    }
  }

  @Test
  void waitingTellsOfAFailureAtOnceWithItsCause() throws InterruptedException {
    Position bad = Events.append(store, "account-1", "Bad");
    IllegalStateException cause = new IllegalStateException("no such customer");
    CountDownLatch waits = new CountDownLatch(1);
    CountingProjection failing =
        counting.withBefore(event -> {
          waits.await();
          throw cause;
        });
    try (Projector projector = Projector.of(store, failing, view)) {
      projector.start();
      waits.countDown();
      ProjectionFailedException failure =
          assertThrows(ProjectionFailedException.class, () -> projector.awaitApplied(bad, LONG));
      assertEquals(cause, failure.getCause());
      assertEquals("counts", failure.projection());
      assertEquals(
          new FailurePlace.AtEvent(bad, StreamId.of("account-1"), EventType.of("Bad")),
          failure.place());
      assertThrows(ProjectionFailedException.class, projector::awaitEnd);
    }
  }

  @Test
  void aFailureIsLoggedOnceAndKeepsNothingOfItsBatch() throws InterruptedException {
    Events.append(store, 5, 1);
    AtomicBoolean broken = new AtomicBoolean(true);
    CountingProjection failing =
        counting.withBefore(event -> {
          if (broken.get() && event.version().number() == 4) {
            throw new IllegalStateException("cannot count to four");
          }
        });
    try (Projector projector =
        Projector.of(store, failing, view, ProjectorOptions.DEFAULT.withBatchEventsMax(2))) {
      ProjectionFailedException failure =
          assertThrows(ProjectionFailedException.class, projector::catchUp);
      String sentence =
          "projection 'counts' failed at position 4, event Counted of stream account-0:"
              + " cannot count to four";
      assertEquals(sentence, failure.getMessage());
      assertEquals(Map.of("account-0", 2L), counting.read(view));
      assertEquals(Position.of(2), projector.applied());
      assertEquals(sentence, projector.status().lastError());
      assertEquals(
          List.of(sentence + "; it has stopped and stands at position 2"),
          log.messages(Level.SEVERE));

      broken.set(false);
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
  }

  @Test
  void anErrorOfTheVirtualMachineIsAFailureLikeAnyOther() {
    Events.append(store, 1, 1);
    CountingProjection failing =
        counting.withBefore(event -> {
          throw new StackOverflowError();
        });
    try (Projector projector = Projector.of(store, failing, view)) {
      assertInstanceOf(
          StackOverflowError.class,
          assertThrows(ProjectionFailedException.class, projector::catchUp).getCause());
    }
  }

  @Test
  void listenersHearOfWhatCanBeRead() throws InterruptedException {
    List<Position> heard = new CopyOnWriteArrayList<>();
    List<Map<String, Long>> seen = new CopyOnWriteArrayList<>();
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.onApplied(position -> {
        throw new IllegalStateException("a careless listener");
      });
      Projector.Registration registration =
          projector.onApplied(position -> {
            seen.add(counting.read(view));
            heard.add(position);
          });
      projector.start();
      Position last = Events.append(store, 4, 2);
      Eventually.holds("the listener heard of it", () -> heard.contains(last));
      assertEquals(Events.counts(store), seen.getLast());
      registration.close();
      projector.awaitApplied(Events.append(store, 1, 1), LONG);
      projector.stop();
      assertEquals(last, heard.getLast());
    }
  }

  @Test
  void itEndsWhileItWaitsForEvents() throws InterruptedException {
    Events.append(store, 1, 1);
    Projector projector = Projector.of(store, counting, view, LONG_WAITS);
    projector.start();
    projector.awaitApplied(store.head(), LONG);
    projector.close();
    assertInstanceOf(ProcessorState.Stopped.class, projector.state());
    projector.awaitEnd();
    assertThrows(IllegalStateException.class, projector::start);
  }

  @Test
  void itEndsInTheMiddleOfABatchWithoutKeepingIt() throws InterruptedException {
    Events.append(store, 100, 1);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountingProjection slow =
        counting.withBefore(event -> {
          if (event.version().number() == 50) {
            reached.countDown();
            goOn.await();
          }
        });
    try (Projector projector = Projector.of(store, slow, view)) {
      projector.start();
      reached.await();
      projector.requestStop();
      goOn.countDown();
      projector.stop();
      assertEquals(Position.START, projector.applied());
      assertEquals(Map.of(), counting.read(view));
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
  }

  @Test
  void codeThatDoesNotReturnDoesNotHoldUpTheCloseForEver() throws InterruptedException {
    Events.append(store, 1, 1);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountingProjection hanging =
        counting.withBefore(event -> {
          reached.countDown();
          goOn.await();
        });
    Projector projector =
        Projector.of(
            store, hanging, view, ProjectorOptions.DEFAULT.withCloseWait(Duration.ofMillis(20)));
    try {
      projector.start();
      reached.await();
      projector.stop();
      assertThrows(IllegalStateException.class, projector::start);
      assertEquals(1, log.messages(Level.WARNING).size());
    } finally {
      goOn.countDown();
      projector.awaitEnd();
      projector.close();
    }
  }

  @Test
  void anInterruptOfAWaitingThreadEndsOnlyItsWait() throws InterruptedException {
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.start();
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> projector.awaitApplied(Position.of(1), LONG));
      projector.awaitApplied(Events.append(store, 1, 1), LONG);

      Thread.currentThread().interrupt();
      projector.stop();
      assertTrue(Thread.interrupted(), "the interrupt is kept for later");
      assertFalse(projector.state().isRunning());
    }
  }

  @Test
  void anInterruptFromTheProjectionsOwnCodeDoesNotEndIt() throws InterruptedException {
    CountingProjection interrupting =
        counting.withBefore(event -> Thread.currentThread().interrupt());
    try (Projector projector = Projector.of(store, interrupting, view)) {
      projector.start();
      projector.awaitApplied(Events.append(store, 3, 1), LONG);
      projector.awaitApplied(Events.append(store, 3, 1), LONG);
      assertEquals(Events.counts(store), counting.read(view));
    }
  }

  @Test
  void anInterruptEndsCatchingUp() {
    Events.append(store, 1, 1);
    try (Projector projector = Projector.of(store, counting, view)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, projector::catchUp);
      assertInstanceOf(ProcessorState.Stopped.class, projector.state());
    }
  }

  @Test
  void itStopsQuietlyWhenItsStoreIsClosed() throws InterruptedException {
    Position last = Events.append(store, 1, 1);
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.start();
      projector.awaitApplied(last, LONG);
      store.close();
      projector.awaitEnd();
      assertInstanceOf(ProcessorState.Stopped.class, projector.state());
      assertEquals(last, projector.status().head());
      assertEquals(List.of(), log.messages(Level.SEVERE));
    }
  }

  @Test
  void itMayStopItself() throws InterruptedException {
    try (Projector projector = Projector.of(store, counting, view)) {
      projector.onApplied(position -> projector.stop());
      projector.start();
      Events.append(store, 1, 1);
      projector.awaitEnd();
      assertEquals(Position.of(1), projector.applied());
    }
  }

  @Test
  void theStatusTellsHowFarItIs() throws InterruptedException {
    Events.append(store, 4, 2);
    try (Projector projector = Projector.of(store, counting, view)) {
      ProcessorStatus before = projector.status();
      assertEquals(Position.START, before.position());
      assertEquals(Position.of(4), before.head());
      projector.start();
      projector.awaitApplied(store.head(), LONG);
      ProcessorStatus after =
          Eventually.value("it is live", projector::status, status -> status.state().isRunning());
      assertEquals(Duration.ZERO, after.lag());
      assertEquals(4, after.handled());
      assertTrue(after.perSecond() > 0);
      assertEquals("", after.lastError());
    }
  }
}
