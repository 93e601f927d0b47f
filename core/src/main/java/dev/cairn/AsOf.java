package dev.cairn;

import java.time.Instant;

/** The moment a read looks at the log from: later events are as if they had not happened yet. */
public sealed interface AsOf {

  /** All that is durable when the read begins. */
  record Now() implements AsOf {}

  /**
   * Events up to and including this position.
   *
   * @param position the last position seen
   */
  record AtPosition(Position position) implements AsOf {}

  /**
   * Events recorded at or before this time.
   *
   * @param time the last moment seen
   */
  record AtTime(Instant time) implements AsOf {}

  /** All that is durable when the read begins. */
  static AsOf now() {
    return new Now();
  }

  /** Events up to and including this position. */
  static AsOf position(Position position) {
    return new AtPosition(position);
  }

  /** Events recorded at or before this time. */
  static AsOf time(Instant time) {
    return new AtTime(time);
  }

  /** Whether the event had happened at this moment. */
  default boolean covers(RecordedEvent event) {
    return switch (this) {
      case Now() -> true;
      case AtPosition(Position position) -> !event.position().isAfter(position);
      case AtTime(Instant time) -> !event.timestamp().isAfter(time);
    };
  }
}
