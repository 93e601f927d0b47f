package dev.cairn.privacy;

import dev.cairn.StreamId;
import java.util.Set;

/**
 * What an erasure did.
 *
 * @param subject who was erased
 * @param tombstone when, why and by whom; that of the first call, where there were several
 * @param streams the streams that hold data of the subject, which nobody can read any more
 */
public record ErasureReport(SubjectId subject, Tombstone tombstone, Set<StreamId> streams) {

  /** Copies the set. */
  public ErasureReport {
    streams = Set.copyOf(streams);
  }
}
