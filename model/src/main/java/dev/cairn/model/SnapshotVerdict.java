package dev.cairn.model;

import java.util.List;

/** What a comparison of a snapshot with the whole history came to. */
public sealed interface SnapshotVerdict {

  /** It is the state that the history leads to. */
  record Sound() implements SnapshotVerdict {}

  /**
   * The history leads to another state: the code that folds was changed and the version of the
   * folding code was not, or it is not pure.
   *
   * @param pointers the places in the state that differ, as JSON pointers (RFC 6901), at most
   *     {@link SnapshotVerifier#POINTERS_MAX}
   */
  record Drifted(List<String> pointers) implements SnapshotVerdict {

    /** Copies the list. */
    public Drifted {
      pointers = List.copyOf(pointers);
    }
  }

  /**
   * It does not belong to this log.
   *
   * @param reason why, as the end of a sentence
   */
  record Misplaced(String reason) implements SnapshotVerdict {}

  /**
   * It rests on an event of this log, and this code makes no use of it.
   *
   * @param reason why, as the end of a sentence
   */
  record Unused(String reason) implements SnapshotVerdict {}
}
