package dev.cairn;

import org.jspecify.annotations.Nullable;

/** The store itself could not do what was asked. */
public abstract sealed class StoreException extends CairnException
    permits CorruptStoreException,
        FormatTooNewException,
        MissingStoreException,
        OverloadedException,
        StoreClosedException,
        StoreFailedException,
        StoreFullException,
        StoreLockedException,
        StoreUnavailableException,
        WrongStoreException {

  private static final long serialVersionUID = 1L;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
