package dev.cairn.privacy;

import org.jspecify.annotations.Nullable;

/** The vault cannot be used: its files cannot be read or written, are damaged, or lie badly. */
public final class VaultException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  VaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
