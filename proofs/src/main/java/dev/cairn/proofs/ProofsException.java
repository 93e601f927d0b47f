package dev.cairn.proofs;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/** The root of the errors that proofs have of their own. */
public abstract sealed class ProofsException extends ModuleException
    permits AlteredLogException,
        DamagedTilesException,
        KeysException,
        NotCoveredException,
        RolledBackException {

  private static final long serialVersionUID = 1L;

  ProofsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
