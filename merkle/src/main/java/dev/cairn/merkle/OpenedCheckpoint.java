package dev.cairn.merkle;

import java.util.List;

/**
 * A checkpoint that its log has signed, and who else has.
 *
 * @param checkpoint what was signed
 * @param signatures the good ones of the known keys, one of them of the log
 */
public record OpenedCheckpoint(Checkpoint checkpoint, List<GoodSignature> signatures) {

  /** Copies the list. */
  public OpenedCheckpoint {
    signatures = List.copyOf(signatures);
  }
}
