package dev.cairn.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventuallyTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void leaveNoInterrupt() {
    boolean interrupted = Thread.interrupted();
    assertEquals(false, interrupted, "a test leaves its thread as it found it");
  }

  private int count() {
    return calls.incrementAndGet();
  }

  @Test
  void theFirstAcceptedValueIsReturned() {
    assertEquals(3, Eventually.value("three", this::count, value -> value == 3));
    assertEquals(3, calls.get());
  }

  @Test
  void whatHoldsAtOnceIsAskedOnce() {
    Eventually.holds("one call", () -> count() == 1);

    assertEquals(1, calls.get());
  }

  @Test
  void anErrorOnTheWayIsNoFailure() {
    Eventually.holds(
        "the third call",
        () -> {
          if (count() == 1) {
            throw new IllegalStateException("not yet");
          }
          assertEquals(3, calls.get());
          return true;
        });

    assertEquals(3, calls.get());
  }

  @Test
  void whatDoesNotComeIsAFailureThatTellsWhatWasSeenLast() {
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () -> Eventually.value("a negative count", this::count, n -> n < 0, SHORT));

    assertEquals(
        "waited PT0.02S for: a negative count; last seen: " + calls.get(), failure.getMessage());
    assertTrue(calls.get() > 1);
  }

  @Test
  void aLastErrorIsTheCauseOfTheFailure() {
    IllegalStateException last = new IllegalStateException("still not");

    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                Eventually.value(
                    "a value",
                    () -> {
                      throw last;
                    },
                    _ -> true,
                    SHORT));

    assertEquals("waited PT0.02S for: a value; last error: " + last, failure.getMessage());
    assertSame(last, failure.getCause());
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Thread.currentThread().interrupt();

    AssertionError failure =
        assertThrows(AssertionError.class, () -> Eventually.holds("nothing", () -> count() < 0));

    assertTrue(Thread.interrupted());
    assertEquals(1, calls.get());
    assertEquals("interrupted while waiting for: nothing; last seen: false", failure.getMessage());
  }

  @Test
  void anInterruptOfTheConditionItselfEndsTheWaitAndIsKept() {
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                Eventually.holds(
                    "nothing",
                    () -> {
                      count();
                      throw new InterruptedException("stop");
                    }));

    assertTrue(Thread.interrupted());
    assertEquals(1, calls.get());
    assertTrue(
        String.valueOf(failure.getMessage())
            .startsWith("interrupted while waiting for: nothing; last error: "));
  }
}
