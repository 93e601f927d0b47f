package dev.cairn.cli;

import dev.cairn.merkle.NoteSignature;
import java.util.List;

/** What came of asking one witness. */
sealed interface Submission {

  /** Who was asked. */
  WitnessAddress witness();

  /** It has cosigned; these are its lines, verified. */
  record Cosigned(WitnessAddress witness, List<NoteSignature> lines) implements Submission {

    /** Copies the list. */
    public Cosigned {
      lines = List.copyOf(lines);
    }
  }

  /** It has cosigned another history of this log, or more of it than there is. */
  record Disputed(WitnessAddress witness, String reason) implements Submission {}

  /** It has not cosigned, and says nothing against the log. */
  record Failed(WitnessAddress witness, String reason) implements Submission {}
}
