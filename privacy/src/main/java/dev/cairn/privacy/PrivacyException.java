package dev.cairn.privacy;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/** The root of the errors about sealed data and their keys. An erased value is none. */
public abstract sealed class PrivacyException extends ModuleException
    permits BrokenSealException,
        ErasedSubjectException,
        UnknownKeyException,
        UnsealableException,
        UnsealedException,
        VaultException {

  private static final long serialVersionUID = 1L;

  PrivacyException(String message) {
    super(message);
  }

  PrivacyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
