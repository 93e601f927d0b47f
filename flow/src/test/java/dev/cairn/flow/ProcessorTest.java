package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A processor hands each event over, in order within a key, and goes on where it stopped. */
final class ProcessorTest {

  private final ProcessorFixture fixture = new ProcessorFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void whatIsThereAndWhatIsAppendedIsHandledInOrder() throws Exception {
    fixture.append("a");
    fixture.append("b");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 2);
      long third = fixture.append("a");
      fixture.awaitSettled(processor, third);
      assertEquals(List.of(1L, 2L, third), fixture.recorder.positions());
      assertEquals(3, processor.status().handled());
      assertInstanceOf(ProcessorState.Live.class, processor.status().state());
    }
  }

  @Test
  void itGoesOnBehindItsCheckpointAndHandlesNothingTwice() throws Exception {
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
    }
    long second = fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, second);
      assertEquals(List.of(1L, second), fixture.recorder.positions());
      assertEquals(2, processor.status().epoch());
    }
  }

  @Test
  void oneThatBeginsAtTheHeadLeavesWhatWasThereBefore() throws Exception {
    fixture.append("a");
    ProcessorSpec spec =
        ProcessorSpec.of(ProcessorFixture.NAME, Filter.everything(), fixture.recorder)
            .withStart(ProcessorSpec.Start.HEAD);
    try (Processor processor = Processor.of(fixture.store, spec, fixture.state, OPTIONS)) {
      processor.start();
      eventually("it began", () -> fixture.notes().started().isPresent());
      long later = fixture.append("a");
      fixture.awaitSettled(processor, later);
      assertEquals(List.of(later), fixture.recorder.positions());
    }
  }

  @Test
  void eventsOfOneKeyStayInOrderAndOthersDoNotWaitForThem() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    EventHandler slow =
        delivery -> {
          if (delivery.event().stream().value().equals("slow")) {
            open.await();
          }
          fixture.recorder.handle(delivery);
        };
    List<Long> slowOnes = new ArrayList<>();
    List<Long> quickOnes = new ArrayList<>();
    String quick = otherLane("slow", 8);
    for (int i = 0; i < 50; i++) {
      slowOnes.add(fixture.append("slow"));
      quickOnes.add(fixture.append(quick));
    }
    ProcessorSpec spec = ProcessorSpec.of(ProcessorFixture.NAME, Filter.everything(), slow);
    try (Processor processor =
        Processor.of(fixture.store, spec, fixture.state, OPTIONS.withLanes(8))) {
      processor.start();
      eventually("the quick ones", () -> fixture.recorder.positions(quick).equals(quickOnes));
      assertEquals(List.of(), fixture.recorder.positions("slow"));
      open.countDown();
      fixture.awaitSettled(processor, 100);
      assertEquals(slowOnes, fixture.recorder.positions("slow"));
    }
  }

  /** A stream that another lane takes. */
  private static String otherLane(String key, int lanes) {
    String other = "quick";
    while (Lane.of(other, lanes) == Lane.of(key, lanes)) {
      other += "k";
    }
    return other;
  }

  @Test
  void whatWasHandledAheadOfASlowLaneIsNotHandledAgainAfterAStop() throws Exception {
    AtomicBoolean blocked = new AtomicBoolean(true);
    EventHandler handler =
        delivery -> {
          if (delivery.event().stream().value().equals("slow") && blocked.get()) {
            throw new IllegalStateException("not now");
          }
          fixture.recorder.handle(delivery);
        };
    String quick = otherLane("slow", 8);
    fixture.append("slow");
    for (int i = 0; i < 5; i++) {
      fixture.append(quick);
    }
    ProcessorSpec spec = ProcessorSpec.of(ProcessorFixture.NAME, Filter.everything(), handler);
    ProcessorOptions options =
        OPTIONS.withLanes(8).withRetry(OPTIONS.retry().withKinds(_ -> RetryPolicy.Kind.PASSING));
    try (Processor processor = Processor.of(fixture.store, spec, fixture.state, options)) {
      processor.start();
      eventually("the quick ones", () -> fixture.recorder.positions(quick).size() == 5);
      assertEquals(Position.START, processor.status().position());
    }
    blocked.set(false);
    try (Processor processor = Processor.of(fixture.store, spec, fixture.state, options)) {
      processor.start();
      fixture.awaitSettled(processor, 6);
      assertEquals(5, fixture.recorder.positions(quick).size());
      assertEquals(List.of(1L), fixture.recorder.positions("slow"));
      Delivery late = fixture.recorder.handled().getLast();
      assertTrue(late.attempt() > 1, "earlier tries are remembered: " + late);
    }
  }

  @Test
  void oneOfTwoRunsAndTheOtherTakesOver() throws Exception {
    try (Processor first = fixture.started(OPTIONS);
        Processor second = fixture.processor(OPTIONS)) {
      long early = fixture.append("a");
      fixture.awaitSettled(first, early);
      second.start();
      eventually("waits", () -> second.status().state() instanceof ProcessorState.Waiting);
      first.stop();
      long later = fixture.append("a");
      fixture.awaitSettled(second, later);
      assertEquals(List.of(early, later), fixture.recorder.positions());
    }
  }

  @Test
  void itsOwnMemoryAndThatOfOthersIsNoneOfItsEvents() throws Exception {
    try (Processor processor = fixture.started(OPTIONS)) {
      eventually("it began", () -> fixture.notes().started().isPresent());
      long after = fixture.append("a");
      fixture.awaitSettled(processor, after);
      assertEquals(List.of(after), fixture.recorder.positions());
    }
  }

  @Test
  void aHandlerOfManyIsGivenManyAndTellsHowFarItCame() throws Exception {
    for (int i = 0; i < 100; i++) {
      fixture.append("a");
    }
    List<Integer> sizes = new ArrayList<>();
    LaneHandler batches =
        (deliveries, handled) -> {
          sizes.add(deliveries.size());
          for (int i = 0; i < deliveries.size(); i++) {
            if (deliveries.get(i).event().position().sequence() % 7 == 0
                && deliveries.get(i).attempt() == 1) {
              throw new IllegalStateException("try again");
            }
            fixture.recorder.handle(deliveries.get(i));
            handled.upTo(i + 1);
          }
        };
    ProcessorSpec spec =
        new ProcessorSpec(
            "batches",
            "handles many",
            Filter.everything(),
            event -> event.stream().value(),
            ProcessorSpec.Start.BEGINNING,
            _ -> batches);
    try (Processor processor =
        Processor.of(fixture.store, spec, fixture.state, OPTIONS.withEventsMax(32, 64))) {
      processor.start();
      fixture.awaitSettled(processor, 100);
      assertEquals(
          java.util.stream.LongStream.rangeClosed(1, 100).boxed().toList(),
          fixture.recorder.positions());
      assertTrue(sizes.stream().allMatch(size -> size <= 32), sizes::toString);
      assertTrue(sizes.getFirst() > 1, sizes::toString);
    }
  }
}
