package dev.cairn.relay.mail;

import java.util.List;

/** Tells what became of a mail that was not accepted. Pure functions. */
final class SmtpFailure {

  private SmtpFailure() {}

  /**
   * Of a mail that was not accepted. One lasting refusal is enough: a mail goes to all of its
   * recipients or to none.
   *
   * @param server where
   * @param refusals what the server said no to, in order
   * @param atEnd whether all of the mail had been sent
   */
  static MailException of(String server, List<SmtpReply> refusals, boolean atEnd, Exception cause) {
    for (SmtpReply refusal : refusals) {
      if (refusal.isAboutUser()) {
        return notKnown(server, refusal.text(), cause);
      }
    }
    for (SmtpReply refusal : refusals) {
      if (refusal.isLasting()) {
        return new MailRefusedException(server, refusal, cause);
      }
    }
    if (!refusals.isEmpty()) {
      return putOff(server, refusals.getFirst(), cause);
    }
    return lost(server, atEnd, cause);
  }

  private static MailException putOff(String server, SmtpReply reply, Exception cause) {
    return new MailUnavailableException(
        "the SMTP server %s put a mail off; it said '%s' to %s. It is tried again"
            .formatted(server, reply.text(), reply.to()),
        cause);
  }

  private static MailException lost(String server, boolean atEnd, Exception cause) {
    return new MailUnavailableException(
        "the connection to the SMTP server %s ended (%s) %s. It is tried again"
            .formatted(
                server,
                reason(cause),
                atEnd
                    ? "before it said that it has the mail, which it may have, and may then deliver twice with one Message-ID"
                    : "before it had the mail"),
        cause);
  }

  /** Of a server that no mail could be handed to. */
  static MailException unreachable(String server, Exception cause) {
    return new MailUnavailableException(
        "no mail can be sent by the SMTP server %s: %s. It is tried again; see that the server runs and that host, port and security are right"
            .formatted(server, reason(cause)),
        cause);
  }

  /** Of a server that does not know who sends. */
  static MailException notKnown(String server, String reply, Exception cause) {
    return new MailUnavailableException(
        "the SMTP server %s does not let us send as this user; it said '%s'. It is tried again; correct user and password"
            .formatted(server, reply),
        cause);
  }

  /** The messages of an error and of what led to it, on one line. */
  private static String reason(Exception failure) {
    StringBuilder text = new StringBuilder(MailText.shown(String.valueOf(failure.getMessage())));
    Throwable cause = failure.getCause();
    if (cause != null) {
      text.append(": ").append(MailText.shown(cause.toString()));
    }
    return text.toString();
  }
}
