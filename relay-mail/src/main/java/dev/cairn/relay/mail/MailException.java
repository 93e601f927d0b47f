package dev.cairn.relay.mail;

import dev.cairn.ModuleException;
import org.jspecify.annotations.Nullable;

/**
 * The root of the errors of mails and of sending them. No message has the address of a person in
 * it: a processor keeps messages in the log, where nothing can be erased. Causes may have some.
 */
public abstract sealed class MailException extends ModuleException
    permits InvalidMailException, MailRefusedException, MailUnavailableException {

  private static final long serialVersionUID = 1L;

  MailException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
