package dev.cairn.privacy;

/** An event holds what cannot be sealed. Nothing was written. */
public final class UnsealableException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  UnsealableException(String event, String pointer, String reason) {
    super("%s cannot be sealed: at '%s' %s".formatted(event, pointer, reason));
  }
}
