package dev.cairn.flow;

import static dev.cairn.flow.ProcessorFixture.NAME;
import static dev.cairn.flow.ProcessorFixture.OPTIONS;
import static dev.cairn.flow.ProcessorFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cairn.Position;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails is tried again, then put aside; what follows it waits, is parked too, or goes on. */
final class ProcessorParkingTest {

  private final ProcessorFixture fixture = new ProcessorFixture();
  private final Recorder recorder = fixture.recorder;

  @AfterEach
  void close() {
    fixture.close();
  }

  private long lastOf(String... streams) {
    long last = 0;
    for (String stream : streams) {
      last = fixture.append(stream);
    }
    return last;
  }

  private List<Long> parked() {
    return fixture.notes().parked().stream().map(event -> event.position().sequence()).toList();
  }

  @Test
  void aFailureIsTriedAgainAndForgottenOnceItPasses() throws Exception {
    recorder.failAt(1, new IOException("down"));
    long last = lastOf("a", "a");
    ProcessorOptions patient = OPTIONS.withRetry(OPTIONS.retry().withAttemptsMax(1_000));
    try (Processor processor = fixture.started(patient)) {
      eventually("tries", () -> recorder.tries(1) > 3);
      ProcessorStatus status = processor.status();
      assertEquals(Position.of(1), status.retrying().getFirst().position());
      assertEquals("IOException: down", status.lastError());
      recorder.heal(1);
      fixture.awaitSettled(processor, last);
      assertEquals(List.of(1L, 2L), recorder.positions());
      assertEquals(List.of(), processor.status().retrying());
      assertEquals(List.of(), parked());
    }
  }

  @Test
  void whatFollowsAParkedEventWaitsForItAndComesInOrder() throws Exception {
    recorder.failAt(2, new IllegalStateException("poison"));
    long last = lastOf("a", "b", "b", "a", "b");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, last);
      assertEquals(List.of(1L, 4L), recorder.positions());
      assertEquals(OPTIONS.retry().attemptsMax(), recorder.tries(2));
      ParkedEvent parked = fixture.notes().parked().getFirst();
      assertEquals(Position.of(2), parked.position());
      assertEquals("b", parked.key());
      assertEquals(3, parked.attempts());
      assertEquals("IllegalStateException: poison", parked.error());
      eventually("one key is held", () -> processor.status().heldKeys() == 1);

      recorder.heal(2);
      fixture.control.replay(NAME, Position.of(2));
      eventually("replayed", () -> recorder.positions("b").equals(List.of(2L, 3L, 5L)));
      assertTrue(recorder.handled().get(2).replay().isPresent(), "it is told as a replay");
      assertEquals(
          recorder.handled().get(2).replay(),
          recorder.handled().get(3).replay(),
          "what waited comes for the same order");
      long later = fixture.append("b");
      fixture.awaitSettled(processor, later);
      assertEquals(List.of(2L, 3L, 5L, later), recorder.positions("b"));
      assertEquals(List.of(), parked());
    }
  }

  @Test
  void aReplayThatFailsParksAgainAndOneBehindItThatFailsTakesItsPlace() throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "a", "a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, last);
      fixture.control.replay(NAME, Position.of(1));
      eventually(
          "parked again",
          () -> fixture.notes().parked().stream().anyMatch(event -> event.attempts() == 6));
      recorder.heal(1);
      recorder.failAt(2, new IllegalStateException("worse"));
      fixture.control.replay(NAME, Position.of(1));
      eventually("the next is parked", () -> parked().equals(List.of(2L)));
      assertEquals(List.of(1L), recorder.positions());
      recorder.heal(2);
      assertEquals(1, fixture.control.replay(NAME, _ -> true));
      eventually("all are handled", () -> recorder.positions().equals(List.of(1L, 2L, 3L)));
      eventually("none is parked", () -> parked().isEmpty());
    }
  }

  @Test
  void whatFollowsIsParkedTooWhereThatIsWanted() throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "b", "a");
    try (Processor processor = fixture.started(OPTIONS.withWhenParked(WhenParked.PARK))) {
      fixture.awaitSettled(processor, last);
      assertEquals(List.of(2L), recorder.positions());
      assertEquals(List.of(1L, 3L), parked());
      assertEquals(0, fixture.notes().parked().getLast().attempts());
      OrderRefusedException tooEarly =
          assertThrows(
              OrderRefusedException.class, () -> fixture.control.replay(NAME, Position.of(3)));
      assertTrue(tooEarly.toString().contains("position 1"), tooEarly::toString);
      recorder.heal(1);
      fixture.control.replay(NAME, Position.of(1));
      eventually("the first", () -> parked().equals(List.of(3L)));
      long later = fixture.append("a");
      fixture.awaitSettled(processor, later);
      assertEquals(List.of(3L, later), parked());
      assertEquals(2, fixture.control.replay(NAME, event -> event.key().equals("a")));
      eventually("all", () -> recorder.positions("a").equals(List.of(1L, 3L, later)));
      eventually("none is parked", () -> parked().isEmpty());
      long last2 = fixture.append("a");
      fixture.awaitSettled(processor, last2);
      assertEquals(last2, recorder.positions().getLast());
    }
  }

  @Test
  void whatFollowsGoesOnWhereOrderDoesNotMatter() throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "a");
    try (Processor processor = fixture.started(OPTIONS.withWhenParked(WhenParked.GO_ON))) {
      fixture.awaitSettled(processor, last);
      assertEquals(List.of(2L), recorder.positions());
      recorder.heal(1);
      fixture.control.replay(NAME, Position.of(1));
      eventually("all", () -> recorder.positions().equals(List.of(2L, 1L)));
    }
  }

  @ParameterizedTest
  @EnumSource(WhenParked.class)
  void whatIsParkedAndWhatWaitsOutlivesARestart(WhenParked what) throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "a", "b");
    ProcessorOptions options = OPTIONS.withWhenParked(what);
    try (Processor processor = fixture.started(options)) {
      fixture.awaitSettled(processor, last);
    }
    recorder.heal(1);
    assertEquals(1, fixture.control.replay(NAME, event -> event.position().sequence() == 1));
    long later = fixture.append("a");
    try (Processor processor = fixture.started(options)) {
      fixture.awaitSettled(processor, later);
      if (what == WhenParked.PARK) {
        eventually("the first", () -> recorder.positions("a").equals(List.of(1L)));
        eventually("the others", () -> !parked().contains(1L));
        fixture.control.replay(NAME, _ -> true);
      }
      eventually("all", () -> recorder.positions("a").size() == 3);
      List<Long> ordered =
          what == WhenParked.GO_ON
              ? recorder.positions("a").stream().sorted().toList()
              : recorder.positions("a");
      assertEquals(List.of(1L, 2L, later), ordered);
      assertEquals(List.of(3L), recorder.positions("b"));
      eventually("none is parked", () -> parked().isEmpty());
    }
  }

  @Test
  void aParkedEventThatIsSkippedLetsGoWhatWaitsBehindIt() throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, last);
      fixture.control.skip(NAME, Position.of(1), "test data");
      eventually("the other", () -> recorder.positions().equals(List.of(2L)));
      eventually("none is parked", () -> parked().isEmpty());
      assertEquals(List.of(Position.of(1)), fixture.notes().skipped());
    }
  }

  @Test
  void anEventThatIsTriedForEverCanBeSkipped() throws Exception {
    recorder.failAt(1, new IOException("down"));
    long last = lastOf("a", "a");
    ProcessorOptions options =
        OPTIONS.withRetry(OPTIONS.retry().withKinds(_ -> RetryPolicy.Kind.PASSING));
    try (Processor processor = fixture.started(options)) {
      eventually("tries", () -> recorder.tries(1) > OPTIONS.retry().attemptsMax());
      fixture.control.skip(NAME, Position.of(1), "the address is gone");
      fixture.awaitSettled(processor, last);
      assertEquals(List.of(2L), recorder.positions());
      assertEquals(List.of(), parked());
    }
  }

  @Test
  void whatWillAlwaysFailIsParkedAtOnce() throws Exception {
    recorder.failAt(1, new UndeliverableException("too large", null));
    long last = lastOf("a", "b");
    ProcessorOptions options =
        OPTIONS.withRetry(
            OPTIONS
                .retry()
                .withKinds(e ->
                    e instanceof UndeliverableException
                        ? RetryPolicy.Kind.LASTING
                        : RetryPolicy.Kind.PASSING));
    try (Processor processor = fixture.started(options)) {
      fixture.awaitSettled(processor, last);
      assertEquals(1, recorder.tries(1));
      assertEquals(List.of(1L), parked());
    }
  }

  @Test
  void whatBecomesOfLaterOnesIsNotChangedWhileSomethingIsParked() throws Exception {
    recorder.failAt(1, new IllegalStateException("poison"));
    long last = lastOf("a", "a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, last);
    }
    try (Processor processor = fixture.started(OPTIONS.withWhenParked(WhenParked.GO_ON))) {
      eventually("it failed", () -> processor.status().state() instanceof ProcessorState.Failed);
      assertTrue(processor.status().lastError().contains("HOLD"), processor.status()::lastError);
    }
    recorder.heal(1);
    fixture.control.replay(NAME, Position.of(1));
    try (Processor processor = fixture.started(OPTIONS)) {
      eventually("both", () -> recorder.positions().equals(List.of(1L, 2L)));
      eventually("none is parked", () -> parked().isEmpty());
      assertEquals("", processor.status().lastError());
    }
    try (Processor processor = fixture.started(OPTIONS.withWhenParked(WhenParked.GO_ON))) {
      fixture.awaitSettled(processor, fixture.append("a"));
    }
  }

  @Test
  void aLongErrorIsKeptByItsBeginning() throws Exception {
    recorder.failAt(1, new IllegalStateException("x".repeat(10_000)));
    long last = lastOf("a");
    try (Processor processor = fixture.started(OPTIONS)) {
      fixture.awaitSettled(processor, last);
      assertEquals(
          ProcessorEvent.ERROR_LENGTH_MAX, fixture.notes().parked().getFirst().error().length());
    }
  }
}
