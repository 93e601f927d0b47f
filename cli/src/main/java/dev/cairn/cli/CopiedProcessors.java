package dev.cairn.cli;

import dev.cairn.Position;
import dev.cairn.flow.CheckpointLostException;
import dev.cairn.flow.ProcessorControl;
import dev.cairn.flow.ProcessorNotes;
import dev.cairn.flow.ProcessorStand;
import dev.cairn.flow.StateFolder;
import dev.cairn.log.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The processors of a store that is copied. A checkpoint that a copy lacks is no error of it, since
 * all events are there; but it is told.
 *
 * @param names those that have run and keep a checkpoint beside the log
 */
record CopiedProcessors(List<String> names) {

  /** Those of the store in that folder. */
  static CopiedProcessors of(Ledger ledger, Path store) {
    try (EventLog log = ledger.access().read(store).reader()) {
      return new CopiedProcessors(
          ProcessorControl.names(log).stream()
              .filter(name -> keepsCheckpoint(ProcessorControl.notes(log, name)))
              .toList());
    }
  }

  /** One that keeps a view has its checkpoint there. */
  private static boolean keepsCheckpoint(ProcessorNotes notes) {
    return notes.started().isPresent() && !notes.keepsView();
  }

  /**
   * Says which of them will not go on by themselves in a copy.
   *
   * @param head the last event of the copy
   */
  void tell(Ledger ledger, Path copy, Position head) {
    StateFolder state = StateFolder.of(ledger.access().disk(), copy);
    for (String name : names) {
      fault(state, name, head)
          .ifPresent(fault ->
              ledger
                  .console()
                  .note(
                      "processor '%s' will not run on %s until it is told where to begin (./ledger processors reset %s --after POSITION): its checkpoint %s"
                          .formatted(name, copy, name, fault)));
    }
  }

  private static Optional<String> fault(StateFolder state, String name, Position head) {
    try {
      Optional<ProcessorStand> stand = state.stand(name);
      if (stand.isEmpty()) {
        return Optional.of("is missing");
      }
      Position at = stand.get().position();
      return at.isAfter(head)
          ? Optional.of("is of position %s, and the copy ends at %s".formatted(at, head))
          : Optional.empty();
    } catch (CheckpointLostException e) {
      return Optional.of("is damaged");
    } catch (IOException e) {
      return Optional.of("cannot be read: " + Inputs.reason(e));
    }
  }
}
