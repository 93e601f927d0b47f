package dev.cairn.relay.nats;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * The servers were not reached, did not confirm, or refused for a reason that has nothing to do
 * with the message. What was not confirmed may have arrived all the same; it is tried again.
 */
public final class NatsUnavailableException extends ModuleException {

  private static final long serialVersionUID = 1L;

  NatsUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
