package dev.cairn.relay.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A connection to an SMTP server that hands over one mail after the other. It remembers what the
 * server said no to: the library's errors lose that where the server hangs up behind its answer.
 * Used by one thread at a time.
 */
final class SmtpConnection extends SMTPTransport {

  /** Most mails of one connection: some servers take no more. */
  static final int MAILS_MAX = 100;

  private static final String END_OF_MAIL = ".";

  private final SmtpServer server;
  private final List<SmtpReply> refusals = new ArrayList<>();
  private String command = "";
  private int recipients;
  private boolean handingOver;
  private boolean atEnd;
  private int mails;

  private SmtpConnection(SmtpServer server, Session session) {
    super(session, null);
    this.server = server;
  }

  /**
   * Connects.
   *
   * @throws MailUnavailableException if that is not possible now
   */
  static SmtpConnection open(SmtpServer server, Session session) {
    SmtpConnection connection = new SmtpConnection(server, session);
    SmtpCredentials user = server.credentials();
    try {
      connection.connect(
          server.host(),
          server.port(),
          user == null ? null : user.user(),
          user == null ? null : user.password());
      return connection;
    } catch (AuthenticationFailedException e) {
      String reply = new SmtpReply("AUTH", 0, String.valueOf(e.getMessage())).text();
      throw SmtpFailure.notKnown(server.place(), reply, e);
    } catch (MessagingException e) {
      throw SmtpFailure.unreachable(server.place(), e);
    }
  }

  /** Whether it may be used for another mail: the server is asked. */
  boolean isUsable() {
    return mails < MAILS_MAX && isConnected();
  }

  /**
   * Hands a mail over. When it returns, the server has accepted it for all of its recipients.
   *
   * @throws MailException if it was not accepted; the connection is to be ended then
   */
  void deliver(MimeMail mail) {
    refusals.clear();
    recipients = 0;
    atEnd = false;
    handingOver = true;
    try {
      sendMessage(mail, mail.envelope());
      mails++;
    } catch (MessagingException | IllegalStateException e) {
      throw SmtpFailure.of(server.place(), refusals, atEnd, e);
    } finally {
      handingOver = false;
    }
  }

  /** What logs in is not remembered: it holds the password. */
  @Override
  protected void sendCommand(String line) throws MessagingException {
    if (handingOver) {
      command = line.split("[ :]", 2)[0];
      recipients += command.equals("RCPT") ? 1 : 0;
      atEnd |= line.equals(END_OF_MAIL);
    }
    super.sendCommand(line);
  }

  @Override
  protected int readServerResponse() throws MessagingException {
    int code = super.readServerResponse();
    if (handingOver && code >= SmtpReply.REFUSAL_MIN && !command.equals("RSET")) {
      refusals.add(new SmtpReply(asked(), code, getLastServerResponse()));
    }
    return code;
  }

  private String asked() {
    return switch (command) {
      case "MAIL" -> "its sender";
      case "RCPT" -> "its recipient " + recipients;
      default -> "the mail itself";
    };
  }

  /** Says goodbye where that is still possible. */
  void end() {
    try {
      close();
    } catch (MessagingException alreadyGone) {
      // The socket is closed in any case, and nothing depends on the goodbye.
    }
  }
}
