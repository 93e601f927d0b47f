package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.NAME;
import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Filter;
import dev.cairn.InvalidNameException;
import dev.cairn.Position;
import dev.cairn.StreamId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators order, running or not, and what is refused. */
final class ProcessorControlTest {

  private static final Path CHECKPOINT = Path.of("/store/state/mail.0.json");

  private final ProcessorFixture fixture = new ProcessorFixture();
  private final Recorder recorder = fixture.recorder;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void oneThatIsPausedHandlesNothingUntilItIsResumedAlsoAfterARestart() throws Exception {
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
      fixture.control.pause(NAME, "bus moves");
      eventually("paused", () -> processor.status().state() instanceof ProcessorState.Paused);
    }
    long later = fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      eventually(
          "still paused",
          () ->
              processor.status().state() instanceof ProcessorState.Paused(String reason)
                  && reason.equals("bus moves"));
      assertEquals(List.of(1L), recorder.positions());
      fixture.control.resume(NAME);
      fixture.awaitSettled(processor, later);
      assertEquals(List.of(1L, later), recorder.positions());
    }
  }

  @Test
  void oneThatIsResetHandlesAllBehindThePositionAsReplays() throws Exception {
    fixture.append("a");
    fixture.append("a");
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 3);
      fixture.control.reset(NAME, Position.of(1), "bus was wiped");
      eventually("again", () -> recorder.positions().equals(List.of(1L, 2L, 3L, 2L, 3L)));
      List<Delivery> handled = recorder.handled();
      assertTrue(handled.get(2).replay().isEmpty());
      assertTrue(handled.get(3).replay().isPresent());
      long later = fixture.append("a");
      fixture.awaitSettled(processor, later);
      assertTrue(recorder.handled().getLast().replay().isEmpty(), "this one is new");
    }
    try (Processor processor = fixture.started(OPTIONS)) {
      long later = fixture.append("a");
      fixture.awaitSettled(processor, later);
      assertEquals(7, recorder.positions().size(), "it is reset once");
    }
  }

  @Test
  void oneThatLostItsCheckpointDoesNotBeginAnewUntilItIsToldWhere() throws Exception {
    fixture.append("a");
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 2);
    }
    fixture.disk.delete(CHECKPOINT);
    assertRefusesToRun("its file is missing");
    fixture.control.reset(NAME, Position.of(1), "checkpoint lost");
    try (Processor processor = fixture.started(OPTIONS)) {
      eventually("again", () -> recorder.positions().equals(List.of(1L, 2L, 2L)));
      eventually("level", () -> processor.status().state() instanceof ProcessorState.Live);
    }
    fixture.disk.delete(CHECKPOINT);
    assertRefusesToRun("its file is missing");
  }

  @Test
  void aCheckpointThatWasChangedIsRefused() throws Exception {
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
    }
    byte[] bytes = dev.cairn.disk.AtomicFile.read(fixture.disk, CHECKPOINT);
    bytes[20] ^= 1;
    dev.cairn.disk.AtomicFile.write(fixture.disk, CHECKPOINT, java.nio.ByteBuffer.wrap(bytes));
    assertRefusesToRun("checksum");
  }

  private void assertRefusesToRun(String why) {
    try (Processor processor = fixture.started(OPTIONS)) {
      eventually("it failed", () -> processor.status().state() instanceof ProcessorState.Failed);
      var failed = (ProcessorState.Failed) processor.status().state();
      assertInstanceOf(CheckpointLostException.class, failed.cause());
      assertTrue(String.valueOf(failed.cause().getMessage()).contains(why), failed::toString);
    }
  }

  @Test
  void anEventIsSkippedBeforeItComes() throws Exception {
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
    }
    long bad = fixture.append("a");
    long good = fixture.append("a");
    fixture.control.skip(NAME, Position.of(bad), "it kills the process");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, good);
      assertEquals(List.of(1L, good), recorder.positions());
      assertEquals(0, recorder.tries(bad));
    }
  }

  @Test
  void ordersThatMakeNoSenseAreRefusedAndRecordNothing() throws Exception {
    assertRefused("never run", () -> fixture.control.pause(NAME, "why"));
    fixture.append("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
      Position head = fixture.store.head();
      assertRefused("not paused", () -> fixture.control.resume(NAME));
      assertRefused("say why", () -> fixture.control.pause(NAME, " "));
      assertRefused("not parked", () -> fixture.control.replay(NAME, Position.of(1)));
      assertRefused(
          "no event at position 99", () -> fixture.control.skip(NAME, Position.of(99), "x"));
      assertRefused("ends at", () -> fixture.control.reset(NAME, Position.of(99), "x"));
      assertEquals(0, fixture.control.replay(NAME, _ -> true));
      assertEquals(head, fixture.store.head());
      fixture.control.pause(NAME, "why");
      assertRefused("paused already", () -> fixture.control.pause(NAME, "why"));
      fixture.control.skip(NAME, Position.of(1), "x");
      assertRefused("skipped already", () -> fixture.control.skip(NAME, Position.of(1), "x"));
    }
    assertEquals(Set.of(NAME), ProcessorControl.names(fixture.store));
    assertThrows(InvalidNameException.class, () -> ProcessorControl.notes(fixture.store, "a-b"));
  }

  private static void assertRefused(String why, Runnable order) {
    OrderRefusedException refused = assertThrows(OrderRefusedException.class, order::run);
    assertTrue(refused.toString().contains(why), refused::toString);
  }

  @Test
  void manyParkedEventsAreOrderedAtOnce() throws Exception {
    int count = ProcessorControl.ORDER_POSITIONS_MAX + 10;
    for (int i = 1; i <= count; i++) {
      recorder.failAt(fixture.append("a" + i), new IllegalStateException("poison"));
    }
    ProcessorOptions once = OPTIONS.withRetry(OPTIONS.retry().withAttemptsMax(1));
    try (Processor processor = fixture.started(once)) {
      fixture.awaitSettled(processor, count);
      assertEquals(count, fixture.notes().parked().size());
      for (int i = 1; i <= count; i++) {
        recorder.heal(i);
      }
      assertEquals(count, fixture.control.replay(NAME, _ -> true));
      eventually("all are handled", () -> recorder.positions().size() == count);
      eventually("none is parked", () -> fixture.notes().parked().isEmpty());
    }
  }

  @Test
  void othersSeeHowFarItIsAndWhatItIsFor() throws Exception {
    fixture.append("a");
    assertEquals(Optional.empty(), fixture.state.stand(NAME));
    assertFalse(fixture.state.isRunning(NAME));
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, 1);
      assertTrue(fixture.state.isRunning(NAME));
      eventually(
          "its checkpoint",
          () ->
              fixture.state.stand(NAME).orElseThrow().position().sequence()
                  == fixture.store.head().sequence());
    }
    assertFalse(fixture.state.isRunning(NAME));
    assertEquals(1, fixture.state.stand(NAME).orElseThrow().epoch());
    assertEquals("handles events", fixture.notes().purpose());
    assertEquals(Optional.of(Filter.everything()), fixture.notes().takes());
    for (Filter filter : List.of(Filter.category("a"), Filter.stream(StreamId.of("a-1")))) {
      assertEquals(Optional.of(filter), Takes.filter(Takes.text(filter)));
    }
  }

  @Test
  void oneThatFinishesNothingIsStalled() throws Exception {
    recorder.failAt(1, new IllegalStateException("down"));
    fixture.append("a");
    ProcessorOptions options =
        OPTIONS
            .withRetry(OPTIONS.retry().withKinds(_ -> RetryPolicy.Kind.PASSING))
            .withStalledAfter(java.time.Duration.ofMillis(20));
    try (Processor processor = fixture.started(options)) {
      eventually("it is stalled", () -> processor.status().stalledFor().isPresent());
      recorder.heal(1);
      fixture.awaitSettled(processor, 1);
      eventually("it is not", () -> processor.status().stalledFor().isEmpty());
    }
  }
}
