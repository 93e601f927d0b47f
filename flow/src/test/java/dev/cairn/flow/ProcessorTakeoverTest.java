package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.NAME;
import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.cairn.Filter;
import dev.cairn.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A processor that waits for another one to end, and what is remembered meanwhile. */
final class ProcessorTakeoverTest {

  private final ProcessorFixture fixture = new ProcessorFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void awaitWaiting(Processor processor) {
    eventually("waits", () -> processor.status().state() instanceof ProcessorState.Waiting);
  }

  @Test
  void aResetIsObeyedOnceAlsoByTheOneThatTakesOver() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch in = new CountDownLatch(1);
    EventHandler handler =
        delivery -> {
          if (delivery.event().stream().value().equals("b-1")) {
            in.countDown();
            go.await();
          }
          fixture.recorder.handle(delivery);
        };
    ProcessorSpec spec = ProcessorSpec.of(NAME, Filter.everything(), handler);
    try (Processor second = Processor.of(fixture.store, spec, fixture.state, OPTIONS)) {
      try (Processor first = Processor.of(fixture.store, spec, fixture.state, OPTIONS)) {
        first.start();
        fixture.awaitSettled(first, fixture.append("a-1"));
        fixture.append("b-1");
        in.await();
        fixture.control.reset(NAME, Position.START, "again");
        second.start();
        awaitWaiting(second);
        go.countDown();
        eventually("obeyed", () -> fixture.notes().resetAfter().isEmpty());
        fixture.awaitSettled(first, fixture.store.head().sequence());
      }
      fixture.awaitSettled(second, fixture.append("c-1"));
      assertEquals(2, fixture.recorder.positions("a-1").size());
    }
  }

  @Test
  void theOneThatTakesOverKnowsWhatWasParkedMeanwhile() throws Exception {
    try (Processor second = fixture.processor(OPTIONS.withWhenParked(WhenParked.GO_ON))) {
      try (Processor first = fixture.started(OPTIONS)) {
        fixture.awaitSettled(first, fixture.append("a-1"));
        second.start();
        awaitWaiting(second);
        fixture.recorder.failAt(fixture.append("b-1"), new IOException("no"));
        eventually("parked", () -> !fixture.notes().parked().isEmpty());
      }
      eventually("refuses", () -> second.status().state() instanceof ProcessorState.Failed);
    }
  }

  @Test
  void whatAResetPassesOverIsNotTriedAgainAnyMore() throws Exception {
    ProcessorOptions patient =
        OPTIONS.withRetry(
            RetryPolicy.STANDARD
                .withKinds(_ -> RetryPolicy.Kind.PASSING)
                .withPauses(Duration.ofMillis(1), Duration.ofMillis(2)));
    long bad = fixture.append("a-1");
    fixture.recorder.failAt(bad, new IOException("no"));
    try (Processor processor = fixture.started(patient)) {
      eventually("retries", () -> !processor.status().retrying().isEmpty());
      fixture.control.reset(NAME, Position.of(bad), "pass it over");
      eventually("obeyed", () -> fixture.notes().resetAfter().isEmpty());
      fixture.awaitSettled(processor, fixture.store.head().sequence());
      assertEquals(List.of(), processor.status().retrying());
    }
  }

  @Test
  void aCheckpointThatCannotBeSavedAtTheStopIsSeen() throws Exception {
    ProcessorOptions rare =
        OPTIONS.withWaits(Duration.ofHours(1), Duration.ofMillis(5), Duration.ofSeconds(10));
    try (Processor processor = fixture.started(rare)) {
      fixture.awaitSettled(processor, fixture.append("a-1"));
      fixture.control.pause(NAME, "why");
      eventually("rests", () -> processor.status().state() instanceof ProcessorState.Paused);
      fixture.disk.setCapacity(fixture.disk.used());
      processor.stop();
      assertInstanceOf(ProcessorState.Failed.class, processor.status().state());
    }
  }
}
