package dev.cairn.proofs;

import dev.cairn.Position;

/** The log is not the one whose tree was signed: an event was changed, or is gone. */
public final class AlteredLogException extends ProofsException {

  private static final long serialVersionUID = 1L;

  private final transient Position position;

  AlteredLogException(Position position, String reason) {
    super(
        "the log is not the one that was signed: %s; nothing is proven of it, 'ledger verify' judges all of it"
            .formatted(reason),
        null);
    this.position = position;
  }

  /** The event that is not the one that was signed. */
  public Position position() {
    return position;
  }
}
