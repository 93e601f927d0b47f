package dev.cairn.proofs;

import java.util.List;

/** What a {@link LogVerification} says of a store. */
public sealed interface Verdict {

  /** What was looked at. */
  Findings findings();

  /** All is what was signed. {@link Findings#anchored} says what that is worth. */
  record Verified(Findings findings) implements Verdict {}

  /**
   * Something is not what was signed.
   *
   * @param tamperings the first is the one to tell; at most {@link LogVerification#TAMPERINGS_MAX}
   * @param more how many were found beside them
   * @param proven the positions whose events are proven good all the same
   */
  record Tampered(
      Findings findings, List<Tampering> tamperings, long more, List<PositionRange> proven)
      implements Verdict {

    /** Copies the lists. */
    public Tampered {
      tamperings = List.copyOf(tamperings);
      proven = List.copyOf(proven);
    }
  }

  /**
   * It cannot be told.
   *
   * @param reason what is in the way, and what to do, in a sentence without its full stop
   */
  record Unfinished(Findings findings, String reason) implements Verdict {}
}
