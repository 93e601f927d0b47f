package dev.cairn.relay.mail;

import org.jspecify.annotations.Nullable;

/**
 * The server refused a mail for good: its answer was one of 500 and more to the sender, to a
 * recipient or to the mail itself. Nobody has got the mail.
 */
public final class MailRefusedException extends MailException {

  private static final long serialVersionUID = 1L;

  private final int code;

  MailRefusedException(String server, SmtpReply reply, @Nullable Throwable cause) {
    super(
        ("the SMTP server %s refused a mail for good; it said '%s' to %s. Nobody has got it. "
                + "Correct the address or the mail, then have the event handled once more, or skip it")
            .formatted(server, reply.text(), reply.to()),
        cause);
    this.code = reply.code();
  }

  /** The code of the answer, as RFC 5321 has it. */
  public int code() {
    return code;
  }
}
