package dev.cairn.cli;

import dev.cairn.AppendRefusedException;
import dev.cairn.CairnException;
import dev.cairn.CorruptStoreException;
import dev.cairn.FormatTooNewException;
import dev.cairn.InvalidInputException;
import dev.cairn.MissingStoreException;
import dev.cairn.ModuleException;
import dev.cairn.OverloadedException;
import dev.cairn.StoreClosedException;
import dev.cairn.StoreFailedException;
import dev.cairn.StoreFullException;
import dev.cairn.StoreLockedException;
import dev.cairn.StoreUnavailableException;
import dev.cairn.WrongStoreException;
import dev.cairn.flow.OrderRefusedException;
import dev.cairn.proofs.AlteredLogException;

/** The exit codes, the same for every command. */
final class Exit {

  static final int OK = 0;
  static final int INTERNAL = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int CONFLICT = 4;
  static final int REFUSED = 5;
  static final int VERIFICATION_FAILED = 6;
  static final int UNAVAILABLE = 7;
  static final int NOT_ANCHORED = 9;
  static final int INTERRUPTED = 130;

  private Exit() {}

  /** The exit code of an error of the store. */
  static int of(CairnException error) {
    return switch (error) {
      case InvalidInputException _ -> USAGE;
      case AppendRefusedException _ -> CONFLICT;
      case MissingStoreException _ -> NOT_FOUND;
      case WrongStoreException _ -> USAGE;
      case CorruptStoreException _ -> VERIFICATION_FAILED;
      case StoreClosedException _ -> INTERNAL;
      case FormatTooNewException _,
          OverloadedException _,
          StoreFailedException _,
          StoreFullException _,
          StoreLockedException _,
          StoreUnavailableException _ ->
          UNAVAILABLE;
      case AlteredLogException _ -> VERIFICATION_FAILED;
      case OrderRefusedException _ -> REFUSED;
      // A projection that failed because the log is damaged is a damaged log.
      case ModuleException module ->
          module.getCause() instanceof CairnException cause ? of(cause) : UNAVAILABLE;
    };
  }
}
