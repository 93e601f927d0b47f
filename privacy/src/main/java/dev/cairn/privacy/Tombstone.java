package dev.cairn.privacy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What stays of a subject in the vault after its erasure.
 *
 * @param at when the erasure was recorded in the log, in microseconds
 * @param reason why; not personal itself
 * @param actor who asked for it; not personal itself
 * @param complete whether all that is to be purged with it is known to be
 */
public record Tombstone(Instant at, String reason, String actor, boolean complete) {

  /** Cuts the time to what is stored. */
  public Tombstone {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  /** The same of an erasure of which nothing is left to do. */
  public Tombstone completed() {
    return new Tombstone(at, reason, actor, true);
  }
}
