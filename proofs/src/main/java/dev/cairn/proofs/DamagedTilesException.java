package dev.cairn.proofs;

/** The tiles of a store are missing, or are not those of the head that was signed. */
public final class DamagedTilesException extends ProofsException {

  private static final long serialVersionUID = 1L;

  DamagedTilesException(String place, Throwable cause) {
    super(
        "%s does not hold the tree that was signed: %s; 'ledger verify' says whether the log does, and then the folder can be deleted and is made anew"
            .formatted(place, cause.getMessage()),
        cause);
  }
}
