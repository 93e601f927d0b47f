package dev.cairn.merkle;

/**
 * What is well written does not prove what it should: a proof leads to another root, a signature
 * does not fit, a policy is not met. Says which.
 */
public final class UnprovenException extends MerkleException {

  private static final long serialVersionUID = 1L;

  UnprovenException(String message) {
    super(message);
  }
}
