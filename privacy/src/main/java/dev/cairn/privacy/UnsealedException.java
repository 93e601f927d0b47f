package dev.cairn.privacy;

/** Personal data were to be written by a codec that does not seal them. Nothing was written. */
public final class UnsealedException extends PrivacyException {

  private static final long serialVersionUID = 1L;

  UnsealedException(SubjectId subject) {
    super(
        "personal data of '%s' would be stored in the clear; use SealingCodec and SealingStateCodec, and encode events for their ids"
            .formatted(subject));
  }
}
