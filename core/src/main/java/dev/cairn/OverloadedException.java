package dev.cairn;

import java.time.Duration;

/** A queue stayed full for as long as a caller may wait. Nothing was written. */
public final class OverloadedException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final int capacity;
  private final Duration waited;

  /** Names the queue's size and how long the caller waited. */
  public OverloadedException(int capacity, Duration waited) {
    super(
        "%d appends are waiting already and none left within %d ms; slow down and try again"
            .formatted(capacity, waited.toMillis()));
    this.capacity = capacity;
    this.waited = waited;
  }

  /** How many appends may wait at once. */
  public int capacity() {
    return capacity;
  }

  /** How long the caller waited. */
  public Duration waited() {
    return waited;
  }
}
