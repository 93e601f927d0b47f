package dev.cairn.proofs.internal;

/** A verification cannot tell, for a reason that is not the log's fault. */
final class UnfinishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnfinishedException(String reason) {
    super(reason);
  }
}
