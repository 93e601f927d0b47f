package dev.cairn;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error Cairn reports. Each leaf carries what happened as fields that a program
 * can read; its message says what happened, where, what was expected and what to do next.
 */
public abstract sealed class CairnException extends RuntimeException
    permits AppendRefusedException, InvalidInputException, ModuleException, StoreException {

  private static final long serialVersionUID = 1L;

  CairnException(String message) {
    super(message);
  }

  CairnException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
