package dev.cairn.relay.redis;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/** The root of the errors of the buses in Redis. A relay tries again after each of them. */
public abstract sealed class RedisException extends ModuleException
    permits ForeignEntryException,
        RedisUnavailableException,
        RedisUnfitException,
        TailLostException {

  private static final long serialVersionUID = 1L;

  RedisException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
