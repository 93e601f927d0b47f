package dev.cairn.proofs;

/** What is to be proven was recorded after the checkpoint. The next one covers it. */
public final class NotCoveredException extends ProofsException {

  private static final long serialVersionUID = 1L;

  private final long size;

  NotCoveredException(String what, long size) {
    super(
        "%s is not signed yet: the latest checkpoint has the first %d events; 'ledger checkpoint' signs"
            .formatted(what, size),
        null);
    this.size = size;
  }

  /** The events that the checkpoint has. */
  public long size() {
    return size;
  }
}
