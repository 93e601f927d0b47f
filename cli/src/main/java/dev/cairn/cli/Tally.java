package dev.cairn.cli;

import dev.cairn.Position;
import dev.cairn.RecordedEvent;

/** Counts events and remembers where they were, for the sentence at the end. */
final class Tally {

  private Position first = Position.START;
  private Position last = Position.START;
  private long count;

  /** Counts one more; returns how many there are. */
  long add(RecordedEvent event) {
    first = count == 0 ? event.position() : first;
    last = event.position();
    return ++count;
  }

  @Override
  public String toString() {
    return switch ((int) Math.min(count, 2)) {
      case 0 -> "no events";
      case 1 -> "1 event, " + Text.position(first);
      default -> "%d events, %s to %s".formatted(count, Text.position(first), Text.position(last));
    };
  }
}
