package dev.cairn.relay.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail could not be sent now, for a reason that has nothing to do with it: the server is down or
 * does not answer, puts it off, or does not know the user. It is to be tried again.
 */
public final class MailUnavailableException extends MailException {

  private static final long serialVersionUID = 1L;

  MailUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
