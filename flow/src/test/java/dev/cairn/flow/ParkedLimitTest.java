package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.NAME;
import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.Position;
import dev.cairn.RecordedEvent;
import dev.cairn.flow.ProcessorEvent.EventParked;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A processor that has as many events parked as it may stops before it would park another one. */
final class ParkedLimitTest {

  /** Events of one append. */
  private static final int GROUP = 1_000;

  private static final ProcessorOptions AT_ONCE =
      OPTIONS.withLanes(2).withRetry(OPTIONS.retry().withAttemptsMax(1));

  private final ProcessorFixture fixture = new ProcessorFixture();
  private final Recorder recorder = fixture.recorder;

  /** One event less is parked than may be: those of a processor that began behind them. */
  @BeforeEach
  void parkNearlyAll() throws Exception {
    for (int i = 1; i < ParkedEvent.COUNT_MAX; i++) {
      var _ = fixture.append("old");
    }
    try (Processor processor = started()) {
      fixture.awaitSettled(processor, fixture.store.head().sequence());
    }
    List<ProcessorEvent> parkings = new ArrayList<>();
    RecordedEvent first = fixture.store.event(Position.of(1)).orElseThrow();
    for (long position = 1; position < ParkedEvent.COUNT_MAX; position++) {
      parkings.add(parked(first, position));
      if (parkings.size() == GROUP || position == ParkedEvent.COUNT_MAX - 1) {
        ProcessorRecord.append(fixture.store, NAME, parkings);
        parkings.clear();
      }
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ProcessorEvent parked(RecordedEvent like, long position) {
    return new EventParked(
        Position.of(position).toString(),
        like.id(),
        like.stream().value(),
        like.type().value(),
        "old-" + position,
        1,
        "poison");
  }

  private ProcessorSpec spec() {
    return ProcessorSpec.of(NAME, Filter.everything(), recorder)
        .withKey(event ->
            event.stream().value().equals("old")
                ? "old-" + event.position().sequence()
                : event.stream().value())
        .withStart(ProcessorSpec.Start.HEAD);
  }

  private Processor started() {
    Processor processor = Processor.of(fixture.store, spec(), fixture.state, AT_ONCE);
    processor.start();
    return processor;
  }

  private void poison(long position) {
    recorder.failAt(position, new IllegalStateException("poison at " + position));
  }

  private static TooManyParkedException awaitFull(Processor processor) {
    eventually("it stops", () -> processor.status().state() instanceof ProcessorState.Failed);
    ProcessorState.Failed failed =
        assertInstanceOf(ProcessorState.Failed.class, processor.status().state());
    return assertInstanceOf(TooManyParkedException.class, failed.cause());
  }

  private long parked() {
    return fixture.notes().parked().size();
  }

  @Test
  void itStopsBeforeTheOneTooManyAndLosesNothing() throws Exception {
    long lastThatFits = fixture.append("a");
    poison(lastThatFits);
    try (Processor processor = started()) {
      long good = fixture.append("b");
      fixture.awaitSettled(processor, good);
      assertEquals(List.of(good), recorder.positions(), "what can be handled still is");
      long tooMany = fixture.store.head().sequence() + 1;
      poison(tooMany);
      assertEquals(tooMany, fixture.append("c"));
      TooManyParkedException full = awaitFull(processor);
      for (String part :
          List.of("'mail'", "10,000", "stream c at position " + tooMany, "poison", "--all")) {
        assertTrue(full.toString().contains(part), () -> part + " is said: " + full);
      }
      assertEquals(ParkedEvent.COUNT_MAX, parked());
      Position checkpoint = fixture.state.stand(NAME).orElseThrow().position();
      assertTrue(Position.of(tooMany).isAfter(checkpoint), "it is tried again after a start");
    }
  }

  @Test
  void whatIsOrderedComesFirstAndMakesRoom() throws Exception {
    poison(fixture.append("a"));
    long tooMany = fixture.append("c");
    poison(tooMany);
    poison(1);
    try (Processor processor = started()) {
      awaitFull(processor);
      fixture.control.replay(NAME, Position.of(1));
      processor.start();
      awaitFull(processor);
      assertEquals(2, fixture.notes().parked().getFirst().attempts(), "it is parked again");
      recorder.heal(1);
      fixture.control.replay(NAME, Position.of(1));
      processor.start();
      long good = fixture.append("b");
      fixture.awaitSettled(processor, good);
      assertEquals(List.of(1L, good), recorder.positions());
      assertEquals(ParkedEvent.COUNT_MAX, parked());
      assertEquals(tooMany, fixture.notes().parked().getLast().position().sequence());
    }
  }
}
