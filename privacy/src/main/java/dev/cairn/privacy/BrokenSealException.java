package dev.cairn.privacy;

import org.jspecify.annotations.Nullable;

/** A personal value is not what was sealed, or not where: it was changed, moved or replaced. */
public final class BrokenSealException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String reason;

  BrokenSealException(String place, String pointer, String reason, @Nullable Throwable cause) {
    super(
        "the seal at '%s' of %s is broken: %s; check the store with 'ledger check', restore it if that finds damage"
            .formatted(pointer, place, reason),
        cause);
    this.pointer = pointer;
    this.reason = reason;
  }

  /** Where in the data it stands, as a JSON pointer (RFC 6901). */
  public String pointer() {
    return pointer;
  }

  /** What is wrong with it. */
  public String reason() {
    return reason;
  }
}
