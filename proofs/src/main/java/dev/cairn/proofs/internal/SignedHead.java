package dev.cairn.proofs.internal;

import dev.cairn.merkle.TreeHead;
import dev.cairn.proofs.FilePlace;

/**
 * A tree head that a log has signed, or of which a file says so.
 *
 * @param head what it says
 * @param kind where it was found
 * @param place where that is
 */
record SignedHead(TreeHead head, Kind kind, FilePlace place) {

  /** Where a head was found. */
  enum Kind {
    /** The latest checkpoint; its signature is good. */
    CHECKPOINT,
    /** The one that was verified last; its signature is good. */
    PINNED,
    /** In {@code checkpoints.log}; whether the log signed it is seen when it matters. */
    LOGGED
  }

  long size() {
    return head.size();
  }
}
