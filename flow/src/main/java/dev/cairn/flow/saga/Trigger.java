package dev.cairn.flow.saga;

import java.time.Instant;

/**
 * Why a saga is asked to react.
 *
 * @param <T> what it hears from elsewhere
 */
public sealed interface Trigger<T> {

  /** When that was. */
  Instant at();

  /**
   * An event elsewhere that concerns this instance.
   *
   * @param event the event
   * @param at when it was recorded
   */
  record Happened<T>(T event, Instant at) implements Trigger<T> {}

  /**
   * A deadline that the saga had set has come.
   *
   * @param deadline its name
   * @param at the time now, which is the due time or later
   */
  record DeadlineDue<T>(String deadline, Instant at) implements Trigger<T> {}

  /**
   * A command that the saga had sent was accepted.
   *
   * @param command its name
   * @param at when the answer came
   */
  record Accepted<T>(String command, Instant at) implements Trigger<T> {}

  /**
   * A command that the saga had sent was refused.
   *
   * @param command its name
   * @param rule the rule that it would have broken
   * @param message the same for people
   * @param at when the answer came
   */
  record Refused<T>(String command, String rule, String message, Instant at)
      implements Trigger<T> {}

  /**
   * The instance was stuck, and an operator wants it to try again. It is not stuck any more unless
   * the reaction says so.
   *
   * @param at when the order is carried out
   */
  record Retried<T>(Instant at) implements Trigger<T> {}
}
