package dev.cairn.flow;

import dev.cairn.Position;
import java.util.List;
import java.util.UUID;

/**
 * What is remembered of a processor in the store itself, in the stream {@code $processor-NAME}:
 * what it could not handle, and what operators ordered. Positions are written as texts.
 */
public sealed interface ProcessorEvent {

  /** Most characters of an error that are kept. */
  int ERROR_LENGTH_MAX = 2_000;

  /** What is written in place of a {@link WhenParked} for a view, which parks nothing. */
  String STOPS = "STOP";

  /**
   * It began its work.
   *
   * @param after behind this position
   */
  record ProcessorStarted(String after) implements ProcessorEvent {}

  /**
   * It told what it is for, as it never did or as it has changed.
   *
   * @param purpose what it does with events, for people
   * @param takes which events it takes: {@code everything}, {@code stream NAME}, {@code category
   *     NAME} or {@code query}
   * @param whenParked what becomes of those behind a parked one, see {@link WhenParked}; {@link
   *     #STOPS} for a view
   */
  record ProcessorDescribed(String purpose, String takes, String whenParked)
      implements ProcessorEvent {}

  /**
   * An event could not be handled and was put aside.
   *
   * @param position where it is
   * @param event its id
   * @param stream its stream
   * @param type its type
   * @param key the key that orders it
   * @param attempts how often it was tried; 0 if it only came behind one that was parked
   * @param error what the last try failed at
   */
  record EventParked(
      String position,
      UUID event,
      String stream,
      String type,
      String key,
      int attempts,
      String error)
      implements ProcessorEvent {

    /** Keeps the beginning of a long error. */
    public EventParked {
      error = error.length() > ERROR_LENGTH_MAX ? error.substring(0, ERROR_LENGTH_MAX) : error;
    }
  }

  /**
   * An event that was parked was handled, and with it what waited behind it.
   *
   * @param position where it is
   */
  record ParkedEventHandled(String position) implements ProcessorEvent {}

  /**
   * An operator wants parked events to be handled once more.
   *
   * @param positions where they are, in order
   * @param by who ordered it
   */
  record ReplayOrdered(List<String> positions, String by) implements ProcessorEvent {

    /** Copies the list. */
    public ReplayOrdered {
      positions = List.copyOf(positions);
    }
  }

  /**
   * An operator decided that an event is not to be handled.
   *
   * @param position where it is
   * @param reason why
   * @param by who decided
   */
  record EventSkipped(String position, String reason, String by) implements ProcessorEvent {}

  /**
   * An operator let it rest.
   *
   * @param reason why
   * @param by who ordered it
   */
  record ProcessorPaused(String reason, String by) implements ProcessorEvent {}

  /**
   * An operator let it go on.
   *
   * @param by who ordered it
   */
  record ProcessorResumed(String by) implements ProcessorEvent {}

  /**
   * An operator let it begin again behind a position: what it handled there is handled once more.
   *
   * @param after behind this position
   * @param reason why
   * @param by who ordered it
   */
  record ProcessorReset(String after, String reason, String by) implements ProcessorEvent {}

  /** Reads a position as it is written in these events. */
  static Position at(String position) {
    return Position.parse(position);
  }
}
