package dev.cairn.relay.redis;

/**
 * The server or the stream is not what this relay needs: too old, or written by a relay with
 * another number of lanes or of another store. Nothing was sent. It stays so until somebody changes
 * it.
 */
public final class RedisUnfitException extends RedisException {

  private static final long serialVersionUID = 1L;

  /** Says what was found, what was expected and what to do. */
  public RedisUnfitException(String message) {
    super(message, null);
  }
}
