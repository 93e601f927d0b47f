package dev.cairn.merkle;

/** What this library refuses about its input, as opposed to a mistake of its caller. */
public abstract sealed class MerkleException extends RuntimeException
    permits MalformedException, MissingTileException, UnprovenException {

  private static final long serialVersionUID = 1L;

  MerkleException(String message) {
    super(message);
  }
}
