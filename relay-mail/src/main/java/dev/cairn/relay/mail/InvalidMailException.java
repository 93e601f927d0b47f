package dev.cairn.relay.mail;

/** What was to be a mail, or an address of one, cannot be one. Nothing was sent. */
public final class InvalidMailException extends MailException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong with it. */
  public InvalidMailException(String message) {
    super(message, null);
  }
}
