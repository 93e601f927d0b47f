package dev.cairn.cli;

import dev.cairn.EventReader;
import dev.cairn.Position;
import dev.cairn.flow.ParkedEvent;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorNotes;
import dev.cairn.flow.ProcessorStand;
import dev.cairn.flow.StateFolder;
import java.io.IOException;
import java.util.Optional;

/**
 * A processor, as those see it who do not run it.
 *
 * @param notes what the store remembers
 * @param stand its checkpoint; empty if it has none
 * @param isRunning whether a process runs it
 * @param failure why it ended by itself, if it did
 * @param pending how many events it has still to handle, {@link #PENDING_MAX} at most
 */
record ProcessorRow(
    ProcessorNotes notes,
    Optional<ProcessorStand> stand,
    boolean isRunning,
    Optional<String> failure,
    long pending) {

  /** More pending events are not counted: a list is to be there at once. */
  static final long PENDING_MAX = 100_000;

  static ProcessorRow of(Ledger ledger, EventReader log, String name) {
    StateFolder state = StateFolder.of(ledger.access().disk(), ledger.folder());
    try {
      ProcessorNotes notes = ProcessorControl.notes(log, name);
      Optional<ProcessorStand> stand = state.stand(name);
      long pending = new Pending(log, notes, stand).each(PENDING_MAX, _ -> {});
      return new ProcessorRow(notes, stand, state.isRunning(name), state.failure(name), pending);
    } catch (IOException e) {
      throw CommandException.withExit(
          Exit.UNAVAILABLE,
          "the checkpoint of processor '%s' in %s: %s"
              .formatted(name, state.path(), Inputs.reason(e)));
    }
  }

  /** One word. */
  String state() {
    if (notes.pause().isPresent()) {
      return "paused";
    }
    if (notes.started().isPresent() && stand.isEmpty() && !notes.keepsView()) {
      return "lost";
    }
    if (isRunning) {
      return "running";
    }
    return failure.isPresent() ? "failed" : "stopped";
  }

  /** Why it is in its state. */
  Optional<String> reason() {
    return switch (state()) {
      case "paused" -> notes.pause();
      case "failed" -> failure;
      default -> Optional.empty();
    };
  }

  Position position() {
    return stand.map(ProcessorStand::position).orElse(Position.START);
  }

  /** The number, or that it is greater than what is counted. */
  String pendingText() {
    return pending < PENDING_MAX ? Long.toString(pending) : PENDING_MAX + "+";
  }

  /** Events that failed and are tried again. */
  int retrying() {
    return stand.map(at -> at.attempts().size()).orElse(0);
  }

  /** Parked events that an operator's order is on its way to. */
  long ordered() {
    return notes.parked().stream().filter(ParkedEvent::isOrdered).count();
  }
}
