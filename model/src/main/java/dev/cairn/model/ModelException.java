package dev.cairn.model;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/** The root of the errors of the model. */
public abstract sealed class ModelException extends ModuleException
    permits ConflictsExhaustedException,
        EvolveFailedException,
        InvalidCodecException,
        InvalidUpcastersException,
        UnreadableEventException,
        UnreadableStateException {

  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(message);
  }

  ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
