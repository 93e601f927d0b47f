package dev.cairn.merkle;

/** Text or bytes are not written as their specification writes them. Says what was expected. */
public final class MalformedException extends MerkleException {

  private static final long serialVersionUID = 1L;

  MalformedException(String message) {
    super(message);
  }
}
