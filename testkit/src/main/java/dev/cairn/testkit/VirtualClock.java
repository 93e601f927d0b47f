package dev.cairn.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until a test sets or advances it, forwards or backwards. Thread-safe.
 */
public final class VirtualClock implements InstantSource {

  /** Where a clock stands that was not told otherwise. */
  public static final Instant DEFAULT_START = Instant.parse("2025-12-28T10:00:00Z");

  private final AtomicReference<Instant> now;

  /** A clock that stands at {@link #DEFAULT_START}. */
  public VirtualClock() {
    this(DEFAULT_START);
  }

  /** A clock that stands at that moment. */
  public VirtualClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Sets the clock to that moment, which may be an earlier one. */
  public void set(Instant moment) {
    now.set(moment);
  }

  /**
   * Moves the clock on by that much, or back by a negative amount; returns where it stands then.
   */
  public Instant advance(Duration by) {
    return now.updateAndGet(before -> before.plus(by));
  }
}
